package dev.sluice.common.match.route;

import java.util.Locale;

/** The host of a request as routes compare it: lower case, without port and final dot. */
public final class RequestHost {
  private RequestHost() {}

  /** Brings the value of {@code :authority} or {@code Host} into the form of route tables. */
  public static String normalise(String authority) {
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
    // A bare IPv6 address has colons and no brackets: its last group is no port.
    return authority.indexOf(':') == from - 1 || authority.charAt(from - 2) == ']';
  }
}
