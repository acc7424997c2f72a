package dev.sluice.extauthz.policy.address;

import java.util.Optional;

/**
 * A parser of IPv6 addresses: groups, at most one gap, and optionally an IPv4 address at the end.
 */
final class Ipv6AddressParser {
  private static final int GROUPS = 8;

  private final String text;
  private final int[] groups = new int[GROUPS];
  private int count;
  private int gap = -1;

  Ipv6AddressParser(String text) {
    this.text = text;
  }

  Optional<IpAddress> parse() {
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      int end = text.indexOf(':', at);
      int to = end < 0 ? text.length() : end;
      if (!parseGroup(at, to)) {
        return Optional.empty();
      }
      at = end < 0 ? text.length() : end + 1;
      if (end >= 0 && !afterColon(at)) {
        return Optional.empty();
      }
      at = gap == count && end >= 0 && text.startsWith(":", at) ? at + 1 : at;
    }
    return complete() ? Optional.of(address()) : Optional.empty();
  }

  /** Checks the text after a colon: a group, or once a second colon. */
  private boolean afterColon(int at) {
    if (text.startsWith(":", at)) {
      boolean first = gap < 0;
      gap = count;
      return first;
    }
    return at < text.length();
  }

  private boolean parseGroup(int from, int to) {
    if (to == text.length() && text.indexOf('.', from) >= 0) {
      long bits = IpAddress.ipv4(text, from, to);
      return bits >= 0 && add((int) (bits >>> 16)) && add((int) (bits & 0xffff));
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0 || to - from > 4) {
        return false;
      }
      value = value << 4 | digit;
    }
    return to > from && add(value);
  }

  private boolean add(int group) {
    if (count == GROUPS) {
      return false;
    }
    groups[count++] = group;
    return true;
  }

  private boolean complete() {
    return gap < 0 ? count == GROUPS : count < GROUPS;
  }

  private IpAddress address() {
    long high = 0;
    long low = 0;
    int behind = gap < 0 ? 0 : count - gap;
    for (int i = 0; i < GROUPS; i++) {
      int fromEnd = GROUPS - i;
      long group = gap < 0 || i < gap ? groups[i] : fromEnd <= behind ? groups[count - fromEnd] : 0;
      if (i < 4) {
        high = high << 16 | group;
      } else {
        low = low << 16 | group;
      }
    }
    return new IpAddress(high, low);
  }
}
