package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.ListenerProtocol;
import dev.sluice.controller.domain.value.TlsMode;
import java.util.Optional;

/**
 * A port of a gateway, optionally for one host name.
 *
 * @param secretRef the name of the secret with its certificate
 */
public record Listener(
    String id,
    String name,
    int port,
    ListenerProtocol protocol,
    Optional<String> hostname,
    Optional<TlsMode> tlsMode,
    Optional<String> secretRef) {}
