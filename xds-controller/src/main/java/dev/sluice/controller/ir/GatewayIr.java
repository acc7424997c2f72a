package dev.sluice.controller.ir;

import dev.sluice.controller.ir.policy.gateway.GatewayPolicyIr;
import java.util.List;

/** A gateway on one cluster with its publishes and their backends. */
public record GatewayIr(
    String cluster,
    String gateway,
    List<ListenerIr> listeners,
    List<GatewayPolicyIr> policies,
    List<PublishIr> publishes,
    List<BackendIr> backends) {
  public GatewayIr {
    listeners = List.copyOf(listeners);
    policies = List.copyOf(policies);
    publishes = List.copyOf(publishes);
    backends = List.copyOf(backends);
  }
}
