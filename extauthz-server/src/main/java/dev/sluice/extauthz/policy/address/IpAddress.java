package dev.sluice.extauthz.policy.address;

import java.util.Optional;

/**
 * An address as 128 bits. One of IPv4 is the IPv6 address to which it is mapped, so that both ways
 * of writing it are one address.
 *
 * @param high the first eight bytes
 * @param low the last eight
 */
public record IpAddress(long high, long low) {
  /** What stands above the bits of a mapped IPv4 address. */
  static final long MAPPED = 0xffffL;

  private static final int MAX_LENGTH = 64;

  /** Empty for anything but an address; the zone of a link-local one is left out. */
  public static Optional<IpAddress> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (text.indexOf(':') < 0) {
      long value = ipv4(text, 0, text.length());
      return value < 0 ? Optional.empty() : Optional.of(ofIpv4((int) value));
    }
    int zone = text.indexOf('%');
    return new Ipv6AddressParser(zone < 0 ? text : text.substring(0, zone)).parse();
  }

  static IpAddress ofIpv4(int bits) {
    return new IpAddress(0, MAPPED << 32 | Integer.toUnsignedLong(bits));
  }

  boolean isIpv4() {
    return high == 0 && low >>> 32 == MAPPED;
  }

  /** The bits of an IPv4 address. */
  int ipv4() {
    return (int) low;
  }

  /** Four numbers without leading zeros, which some read as octal; negative if it is none. */
  static long ipv4(String text, int from, int to) {
    long bits = 0;
    int at = from;
    for (int part = 0; part < 4; part++) {
      int end = part == 3 ? to : text.indexOf('.', at);
      int value = end < 0 || end > to ? -1 : decimal(text, at, end);
      if (value < 0 || value > 255) {
        return -1;
      }
      bits = bits << 8 | value;
      at = end + 1;
    }
    return bits;
  }

  /** Up to three digits; negative if it is no such number. */
  static int decimal(String text, int from, int to) {
    int length = to - from;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }
}
