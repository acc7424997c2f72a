package dev.sluice.extauthz.policy.address;

import java.util.Optional;

/**
 * A CIDR block of IP addresses, or a single address.
 *
 * @param prefixLength the number of leading bits, of 128, that all addresses share
 */
public record CidrBlock(IpAddress first, int prefixLength) {
  private static final int IPV4_BITS = 32;
  private static final int ALL_BITS = 128;

  /** A result of parsing. */
  public sealed interface ParseResult {
    /** A valid block. */
    record Parsed(CidrBlock cidr) implements ParseResult {}

    /** An invalid text, with the reason. */
    record Rejected(String reason) implements ParseResult {}
  }

  /** Parses {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. */
  public static ParseResult parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<IpAddress> first = address.contains("%") ? Optional.empty() : IpAddress.parse(address);
    if (first.isEmpty()) {
      return new ParseResult.Rejected("is not an IP address or a block such as 10.0.0.0/8");
    }
    boolean ipv4 = address.indexOf(':') < 0;
    int maxLength = ipv4 ? IPV4_BITS : ALL_BITS;
    int length = slash < 0 ? maxLength : IpAddress.decimal(text, slash + 1, text.length());
    if (length < 0 || length > maxLength) {
      return new ParseResult.Rejected(
          "must have a prefix length from 0 to " + maxLength + " after the slash");
    }
    CidrBlock cidr = new CidrBlock(first.get(), ipv4 ? ALL_BITS - IPV4_BITS + length : length);
    return cidr.last(0).equals(cidr.first)
        ? new ParseResult.Parsed(cidr)
        : new ParseResult.Rejected("must start with the first address of its block");
  }

  /** Returns the block of an address with this number of leading bits, of 128. */
  public static CidrBlock around(IpAddress address, int prefixLength) {
    return new CidrBlock(new CidrBlock(address, prefixLength).last(0), prefixLength);
  }

  /** Returns the form that is parsed, such as {@code 203.0.113.7/32}. */
  public String text() {
    return first.text() + "/" + (isIpv4() ? prefixLength - (ALL_BITS - IPV4_BITS) : prefixLength);
  }

  /** Returns whether the block contains an address. */
  public boolean contains(IpAddress address) {
    return leadingEqualBits(first, address) >= prefixLength;
  }

  /** Returns the number of leading bits that all addresses of both blocks share. */
  int commonLength(CidrBlock other) {
    return Math.min(
        leadingEqualBits(first, other.first), Math.min(prefixLength, other.prefixLength));
  }

  /** Returns the block of this length that contains this one. */
  CidrBlock wider(int length) {
    return around(first, length);
  }

  /** Returns whether the block is one address. */
  boolean isSingle() {
    return prefixLength == ALL_BITS;
  }

  private static int leadingEqualBits(IpAddress a, IpAddress b) {
    return a.high() == b.high()
        ? 64 + Long.numberOfLeadingZeros(a.low() ^ b.low())
        : Long.numberOfLeadingZeros(a.high() ^ b.high());
  }

  /** Returns true if all addresses are IPv4. */
  boolean isIpv4() {
    return first.isIpv4() && prefixLength >= ALL_BITS - IPV4_BITS;
  }

  IpAddress last() {
    return last(-1);
  }

  /** Returns the address of this block with its free bits copied from {@code fill}. */
  private IpAddress last(long fill) {
    long freeHigh = prefixLength >= 64 ? 0 : -1L >>> prefixLength;
    long freeLow =
        prefixLength >= ALL_BITS ? 0 : prefixLength <= 64 ? -1L : -1L >>> (prefixLength - 64);
    return new IpAddress(
        (first.high() & ~freeHigh) | (fill & freeHigh),
        (first.low() & ~freeLow) | (fill & freeLow));
  }
}
