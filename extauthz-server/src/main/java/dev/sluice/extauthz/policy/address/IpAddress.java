package dev.sluice.extauthz.policy.address;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * An IP address of 128 bits. An IPv4 address is stored as its IPv4-mapped IPv6 address, so that
 * both notations are equal.
 *
 * @param high the first eight bytes
 * @param low the last eight
 */
public record IpAddress(long high, long low) {
  /** The bits above an IPv4-mapped address. */
  static final long MAPPED = 0xffffL;

  private static final int MAX_LENGTH = 64;

  /**
   * Parses an address. Returns empty for invalid text. The zone of a link-local address is ignored.
   */
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

  /** Returns true for an IPv4 address. */
  public boolean isIpv4() {
    return high == 0 && low >>> 32 == MAPPED;
  }

  /** Returns a form that is parsed; an IPv6 address has eight groups. */
  public String text() {
    StringJoiner text = new StringJoiner(isIpv4() ? "." : ":");
    if (isIpv4()) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        text.add(Long.toString(low >>> shift & 0xff));
      }
    } else {
      for (int group = 0; group < 8; group++) {
        text.add(Long.toHexString((group < 4 ? high : low) >>> (48 - group % 4 * 16) & 0xffff));
      }
    }
    return text.toString();
  }

  /** Returns one of the 128 bits, counted from the most significant. */
  boolean bit(int index) {
    return (index < 64 ? high >>> (63 - index) & 1 : low >>> (127 - index) & 1) == 1;
  }

  /** Returns the bits of an IPv4 address. */
  int ipv4() {
    return (int) low;
  }

  /**
   * Parses an IPv4 address; returns a negative number if it is invalid. Leading zeros are invalid,
   * because some parsers read them as octal.
   */
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

  /** Parses a number of up to three digits; returns a negative number if it is invalid. */
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
