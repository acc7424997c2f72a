package dev.sluice.controller.ir;

import java.util.List;

/** One gateway on one cluster with everything that is published on it. */
public record GatewayIr(
    String cluster,
    String gateway,
    List<ListenerIr> listeners,
    List<PublishIr> publishes,
    List<BackendIr> backends) {
  public GatewayIr {
    listeners = List.copyOf(listeners);
    publishes = List.copyOf(publishes);
    backends = List.copyOf(backends);
  }
}
