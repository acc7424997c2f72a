package dev.sluice.controller.ir;

import dev.sluice.controller.ir.policy.BackendPolicyIr;
import dev.sluice.controller.ir.policy.PolicyIr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A group of endpoints that serve the same API.
 *
 * @param clientSecret the name of the client certificate that the gateway presents
 * @param policies at most one policy of each kind
 */
public record BackendIr(
    String id,
    String name,
    UpstreamScheme scheme,
    LbPolicy lb,
    Duration connectTimeout,
    int maxConnections,
    Optional<String> clientSecret,
    List<BackendPolicyIr> policies,
    List<EndpointIr> endpoints)
    implements ObjectIr {
  public BackendIr {
    policies = List.copyOf(policies);
    endpoints = List.copyOf(endpoints);
  }

  /** Returns the policy of a kind. */
  public <P extends BackendPolicyIr> Optional<P> policy(Class<P> kind) {
    return PolicyIr.find(policies, kind);
  }

  /** Returns whether all endpoints are IP addresses, so that no name is resolved. */
  public boolean hasOnlyAddresses() {
    return endpoints.stream().map(EndpointIr::host).allMatch(EndpointIr::isAddress);
  }
}
