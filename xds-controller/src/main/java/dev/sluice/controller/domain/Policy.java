package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.ir.access.PublishEnvironment;
import java.util.Map;
import java.util.Optional;

/** A setting of one kind for all, for one service or for one route of a tenant. */
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

  /** The id of what it covers: of its route, of its service, or of its tenant. */
  public String scopeId() {
    return route.or(() -> service).orElse(tenant);
  }
}
