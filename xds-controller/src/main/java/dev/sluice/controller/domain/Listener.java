package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.ListenerProtocol;
import dev.sluice.controller.domain.value.TlsMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A port of a gateway, optionally for one host name.
 *
 * @param secretRef the name of the secret with its certificate
 * @param tls the settings of TLS as in the row; empty for the defaults
 * @param backend the id of the backend of a TCP or TLS listener
 * @param allowedCidrs the client addresses that may connect; empty for all
 * @param maxConnections the largest number of connections; 0 for no limit
 * @param bufferKb the buffer of a connection in KiB; 0 for the default
 */
public record Listener(
    String id,
    String name,
    int port,
    ListenerProtocol protocol,
    Optional<String> hostname,
    Optional<TlsMode> tlsMode,
    Optional<String> secretRef,
    Map<String, Object> tls,
    boolean http3,
    boolean proxyProtocol,
    Optional<String> backend,
    List<String> allowedCidrs,
    int maxConnections,
    int bufferKb) {
  public Listener {
    tls = Map.copyOf(tls);
    allowedCidrs = List.copyOf(allowedCidrs);
  }

  /** Creates a listener without optional settings. */
  public Listener(
      String id,
      String name,
      int port,
      ListenerProtocol protocol,
      Optional<String> hostname,
      Optional<TlsMode> tlsMode,
      Optional<String> secretRef) {
    this(
        id,
        name,
        port,
        protocol,
        hostname,
        tlsMode,
        secretRef,
        Map.of(),
        false,
        false,
        Optional.empty(),
        List.of(),
        0,
        0);
  }
}
