package dev.sluice.controller.domain;

import java.time.Instant;
import java.util.List;

/** A template of listeners that publishes create on a cluster. */
public record Gateway(
    String id,
    String tenant,
    String name,
    String gatewayClass,
    boolean active,
    Instant since,
    List<Listener> listeners)
    implements DomainEntity {
  public Gateway {
    listeners = List.copyOf(listeners);
  }

  /** Returns the ids of the backends of its TCP and TLS listeners. */
  public List<String> backends() {
    return listeners.stream().flatMap(listener -> listener.backend().stream()).distinct().toList();
  }
}
