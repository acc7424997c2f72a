package dev.sluice.common.match.route;

import java.util.Locale;

/** The normal form of a request's host: lower case, without port and final dot. */
public final class RequestHost {
  private RequestHost() {}

  /** Returns the normal form of {@code :authority} or {@code Host}. */
  public static String normalize(String authority) {
    int end = authority.length();
    int colon = authority.lastIndexOf(':');
    if (colon >= 0 && authority.indexOf(']', colon) < 0 && isPort(authority, colon + 1)) {
      end = colon;
    }
    if (end > 1 && authority.charAt(end - 1) == '.') {
      end--;
    }
    return authority.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isPort(String authority, int from) {
    for (int i = from; i < authority.length(); i++) {
      if (authority.charAt(i) < '0' || authority.charAt(i) > '9') {
        return false;
      }
    }
    // The last group of a bare IPv6 address, which has colons but no brackets, is not a port.
    return authority.indexOf(':') == from - 1 || authority.charAt(from - 2) == ']';
  }
}
