package dev.sluice.controller.ir;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A port that a gateway opens; without a host name it serves every host of its publishes.
 *
 * @param secret the name of the certificate of a listener that terminates TLS
 * @param tls the settings of TLS; empty for the defaults
 * @param backend the id of the backend of a listener without requests
 * @param sharedWith the name of the listener whose port this one shares; empty if the port is its
 *     own
 * @param allowedCidrs the client addresses that may connect; empty for all
 * @param maxConnections the largest number of connections; 0 for no limit
 * @param bufferKb the buffer of a connection in KiB; 0 for the default
 */
public record ListenerIr(
    String name,
    int port,
    ServedProtocol protocol,
    Optional<String> hostname,
    Optional<String> secret,
    Optional<ListenerTlsIr> tls,
    Optional<String> backend,
    Optional<String> sharedWith,
    boolean http3,
    boolean proxyProtocol,
    List<String> allowedCidrs,
    int maxConnections,
    int bufferKb) {
  private static final String WILDCARD = "*.";

  public ListenerIr {
    if (secret.isPresent() != protocol.terminatesTls()) {
      throw new IllegalArgumentException("listener " + name + " and its secret do not fit");
    }
    if (backend.isPresent() == protocol.isHttp()) {
      throw new IllegalArgumentException("listener " + name + " and its backend do not fit");
    }
    hostname = hostname.map(host -> host.toLowerCase(Locale.ROOT));
    allowedCidrs = List.copyOf(allowedCidrs);
  }

  /** Returns an HTTP listener without optional settings. */
  public static ListenerIr http(String name, int port) {
    return new ListenerIr(
        name,
        port,
        ServedProtocol.HTTP,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        List.of(),
        0,
        0);
  }

  /** Returns this listener on the port of another one. */
  public ListenerIr sharing(String first) {
    return new ListenerIr(
        name,
        port,
        protocol,
        hostname,
        secret,
        tls,
        backend,
        Optional.of(first),
        http3,
        proxyProtocol,
        allowedCidrs,
        maxConnections,
        bufferKb);
  }

  /** Returns the settings of TLS. */
  public ListenerTlsIr tlsOrDefault() {
    return tls.orElse(ListenerTlsIr.DEFAULT);
  }

  /** Returns the references of the certificate and of the authorities of client certificates. */
  public List<String> secretReferences() {
    return Stream.concat(
            secret.stream(),
            tls.flatMap(ListenerTlsIr::clientCertificates).stream()
                .map(ClientCertificatesIr::reference))
        .toList();
  }

  /** Returns the only host name of the listener; {@code *} is none. */
  public Optional<String> onlyHost() {
    return hostname.filter(host -> !host.equals("*"));
  }

  /** Returns how close the host name of the listener is: a host, a longer suffix, any host. */
  int specificity() {
    return onlyHost().map(host -> isWildcard(host) ? host.length() : Integer.MAX_VALUE).orElse(0);
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
    return protocol == ServedProtocol.HTTPS || hostname.filter(ListenerIr::isWildcard).isPresent();
  }

  /**
   * Returns whether the listener serves a host: any host without a host name of its own, and every
   * subdomain for {@code *.suffix}.
   */
  public boolean serves(String host) {
    if (!protocol.isHttp() || (isWildcard(host) && !servesWildcards())) {
      return false;
    }
    String only = hostname.orElse("*");
    if (only.equals("*")) {
      return true;
    }
    return isWildcard(only) ? host.endsWith(only.substring(1)) : host.equals(only);
  }
}
