package dev.sluice.controller.domain;

import java.util.List;

/** A template of listeners that publishes put on a cluster. */
public record Gateway(
    String id,
    String tenant,
    String name,
    String gatewayClass,
    boolean active,
    List<Listener> listeners) {
  public Gateway {
    listeners = List.copyOf(listeners);
  }
}
