package dev.sluice.controller.ir;

import java.util.Locale;
import java.util.Optional;

/**
 * A port that a gateway opens; without a host name it serves every host of its publishes.
 *
 * @param secret the name of the certificate of an HTTPS listener
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

  /** Returns whether a host name is a wildcard, whose asterisk matches one label. */
  public static boolean isWildcard(String host) {
    return host.startsWith(WILDCARD);
  }

  /**
   * Returns whether the listener serves wildcard hosts: every TLS listener, and a plain one with a
   * wildcard host name.
   */
  public boolean servesWildcards() {
    return protocol == HttpListenerProtocol.HTTPS
        || hostname.filter(ListenerIr::isWildcard).isPresent();
  }

  /**
   * Returns whether the listener serves a host: any host without a host name of its own, and every
   * subdomain for {@code *.suffix}.
   */
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
