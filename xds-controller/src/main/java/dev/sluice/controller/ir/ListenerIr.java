package dev.sluice.controller.ir;

import java.util.Locale;
import java.util.Optional;

/**
 * A port that a gateway opens; without a host name it serves every host of its publishes.
 *
 * @param secret where an HTTPS listener has its certificate from
 */
public record ListenerIr(
    String name,
    int port,
    HttpListenerProtocol protocol,
    Optional<String> hostname,
    Optional<String> secret) {
  private static final String WILDCARD = "*.";

  public ListenerIr {
    if (secret.isPresent() != (protocol == HttpListenerProtocol.HTTPS)) {
      throw new IllegalArgumentException("listener " + name + " and its secret do not fit");
    }
    hostname = hostname.map(host -> host.toLowerCase(Locale.ROOT));
  }

  /** Whether that is the name of many hosts: all with one label in place of the asterisk. */
  public static boolean isWildcard(String host) {
    return host.startsWith(WILDCARD);
  }

  /** Whether it looks for wildcards: every listener with TLS, and those that bear one as a mark. */
  public boolean servesWildcards() {
    return protocol == HttpListenerProtocol.HTTPS
        || hostname.filter(ListenerIr::isWildcard).isPresent();
  }

  /** A listener without a host name serves all; {@code *.suffix} serves what is below. */
  public boolean serves(String host) {
    if (isWildcard(host) && !servesWildcards()) {
      return false;
    }
    String only = hostname.orElse("*");
    if (only.equals("*")) {
      return true;
    }
    return isWildcard(only) ? host.endsWith(only.substring(1)) : host.equals(only);
  }
}
