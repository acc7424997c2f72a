package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.LoadBalancing;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.UpstreamScheme;
import dev.sluice.controller.ir.route.UpstreamAuth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A group of endpoints behind the routes of one service.
 *
 * @param balancing the column {@code lb_policy}
 * @param balancingSettings the column {@code balancing}
 * @param secretRef the name of the client certificate that the gateway presents to the backend
 */
public record Backend(
    String id,
    String service,
    String name,
    UpstreamScheme scheme,
    LoadBalancing balancing,
    Map<String, Object> balancingSettings,
    Duration connectTimeout,
    int maxConnections,
    Map<String, Object> healthCheck,
    Map<String, Object> tls,
    UpstreamAuth upstreamAuth,
    boolean internalToken,
    Optional<String> secretRef,
    List<EndpointIr> endpoints)
    implements DomainEntity {
  public Backend {
    balancingSettings = Map.copyOf(balancingSettings);
    healthCheck = Map.copyOf(healthCheck);
    tls = Map.copyOf(tls);
    endpoints = List.copyOf(endpoints);
  }
}
