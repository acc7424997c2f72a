package dev.sluice.extauthz.policy.address;

import java.util.Optional;

/**
 * A block of addresses, or one address.
 *
 * @param prefixLength how many bits of the 128 all of its addresses share
 */
public record CidrBlock(IpAddress first, int prefixLength) {
  private static final int IPV4_BITS = 32;
  private static final int ALL_BITS = 128;

  /** What became of a text. */
  public sealed interface ParseResult {
    /** A block. */
    record Parsed(CidrBlock cidr) implements ParseResult {}

    /** None, and why. */
    record Rejected(String why) implements ParseResult {}
  }

  /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. */
  public static ParseResult parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<IpAddress> first = address.contains("%") ? Optional.empty() : IpAddress.parse(address);
    if (first.isEmpty()) {
      return new ParseResult.Rejected("is no address, nor a block such as 10.0.0.0/8");
    }
    boolean ipv4 = address.indexOf(':') < 0;
    int most = ipv4 ? IPV4_BITS : ALL_BITS;
    int length = slash < 0 ? most : IpAddress.decimal(text, slash + 1, text.length());
    if (length < 0 || length > most) {
      return new ParseResult.Rejected("must have a number from 0 to " + most + " behind the slash");
    }
    CidrBlock cidr = new CidrBlock(first.get(), ipv4 ? ALL_BITS - IPV4_BITS + length : length);
    return cidr.last(0).equals(cidr.first)
        ? new ParseResult.Parsed(cidr)
        : new ParseResult.Rejected(
            "has an address inside of its block; it must be the block's first");
  }

  /** Whether its addresses are those of IPv4. */
  boolean isIpv4() {
    return first.isIpv4() && prefixLength >= ALL_BITS - IPV4_BITS;
  }

  IpAddress last() {
    return last(-1);
  }

  /** The address whose free bits are all those of {@code fill}. */
  private IpAddress last(long fill) {
    long freeHigh = prefixLength >= 64 ? 0 : -1L >>> prefixLength;
    long freeLow =
        prefixLength >= ALL_BITS ? 0 : prefixLength <= 64 ? -1L : -1L >>> (prefixLength - 64);
    return new IpAddress(
        (first.high() & ~freeHigh) | (fill & freeHigh),
        (first.low() & ~freeLow) | (fill & freeLow));
  }
}
