package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.ir.access.PublishEnvironment;
import java.util.Map;
import java.util.Optional;

/** A policy of one kind for a tenant, one of its services or one of its routes. */
public record Policy(
    String id,
    String tenant,
    PolicyScope scope,
    Optional<String> service,
    Optional<String> route,
    String kind,
    Optional<PublishEnvironment> environment,
    Map<String, Object> spec)
    implements DomainEntity {
  public Policy {
    spec = Map.copyOf(spec);
  }

  /** Returns the id of the route, the service or the tenant that the policy applies to. */
  public String scopeId() {
    return route.or(() -> service).orElse(tenant);
  }
}
