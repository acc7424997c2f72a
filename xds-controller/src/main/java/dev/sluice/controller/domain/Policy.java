package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.ir.access.PublishEnvironment;
import java.util.Map;
import java.util.Optional;

/** A policy of one kind for a tenant, or for one of its gateways, services or routes. */
public record Policy(
    String id,
    String tenant,
    PolicyScope scope,
    Optional<String> gateway,
    Optional<String> service,
    Optional<String> route,
    String kind,
    Optional<PublishEnvironment> environment,
    Map<String, Object> spec)
    implements DomainEntity {
  public Policy {
    spec = Map.copyOf(spec);
  }

  /** Returns the id of the route, service, gateway or tenant that the policy applies to. */
  public String scopeId() {
    return route.or(() -> service).or(() -> gateway).orElse(tenant);
  }
}
