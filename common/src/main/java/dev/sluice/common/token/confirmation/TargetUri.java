package dev.sluice.common.token.confirmation;

import dev.sluice.common.match.route.RequestHost;
import dev.sluice.common.match.route.RequestPath;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A URI of HTTP in normal form (RFC 3986, 6.2.2 and 6.2.3), without query and fragment. Its path is
 * normalized as paths of requests are.
 *
 * @param port the port; that of the scheme if the URI has none
 * @param hasPort true if the URI has a port
 */
public record TargetUri(String scheme, String host, int port, boolean hasPort, String path) {
  private static final String SEPARATOR = "://";
  private static final int MAX_PORT = 0xffff;

  /** Parses a URI. Returns empty if it is not an absolute one of HTTP, or has no normal form. */
  public static Optional<TargetUri> parse(String uri) {
    int separator = uri.indexOf(SEPARATOR);
    if (separator < 0) {
      return Optional.empty();
    }
    int from = separator + SEPARATOR.length();
    int end = from;
    while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
      end++;
    }
    boolean pathless = end == uri.length() || uri.charAt(end) != '/';
    return of(
        uri.substring(0, separator), uri.substring(from, end), pathless ? "/" : uri.substring(end));
  }

  /**
   * Returns the URI of a request.
   *
   * @param path the path, with or without a query
   */
  public static Optional<TargetUri> of(String scheme, String authority, String path) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    int usual = lower.equals("https") ? 443 : lower.equals("http") ? 80 : -1;
    if (usual < 0 || !isPrintable(authority) || authority.indexOf('@') >= 0) {
      return Optional.empty();
    }
    String host = RequestHost.normalize(authority);
    int colon = portColon(authority);
    String digits = colon < 0 ? "" : authority.substring(colon + 1);
    OptionalInt port = digits.isEmpty() ? OptionalInt.of(usual) : port(digits);
    boolean bareColon = host.indexOf(':') >= 0 && host.charAt(0) != '[';
    if (host.isEmpty() || bareColon || port.isEmpty()) {
      return Optional.empty();
    }
    return RequestPath.normalize(path)
        .map(normal -> new TargetUri(lower, host, port.getAsInt(), !digits.isEmpty(), normal));
  }

  /** Returns whether the other URI has the same scheme, host and path. Ports may differ. */
  public boolean differsAtMostInPort(TargetUri other) {
    return scheme.equals(other.scheme) && host.equals(other.host) && path.equals(other.path);
  }

  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon >= 0 && authority.indexOf(']', colon) < 0 ? colon : -1;
  }

  private static OptionalInt port(String digits) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      value = value * 10 + digit;
      if (digit < 0 || digit > 9 || value > MAX_PORT) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(value);
  }

  private static boolean isPrintable(String authority) {
    return authority.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
  }
}
