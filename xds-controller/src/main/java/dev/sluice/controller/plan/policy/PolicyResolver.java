package dev.sluice.controller.plan.policy;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.policy.backend.BackendPolicyIr;
import dev.sluice.controller.ir.policy.gateway.GatewayPolicyIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.policy.PolicyKind;
import dev.sluice.controller.policy.PolicyKinds;
import dev.sluice.controller.policy.PolicyReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A resolver of the policies of an object. Of each kind, the policy with the narrowest scope
 * applies: route, then service, gateway and tenant. Within one scope, a policy for the environment
 * wins. A kind may define that a policy is merged with those of wider scopes.
 */
public final class PolicyResolver {
  private static final Comparator<Policy> WIDEST_FIRST =
      Comparator.comparing(Policy::scope)
          .thenComparing(policy -> policy.environment().isPresent())
          .thenComparing(Policy::id, Comparator.reverseOrder());

  private final DomainModel model;
  private final PolicyReader reader;
  private final FindingCollector findings;

  public PolicyResolver(DomainModel model, PolicyReader reader, FindingCollector findings) {
    this.model = model;
    this.reader = reader;
    this.findings = findings;
  }

  /** Returns the policies of a route, at most one of each kind, ordered by kind. */
  public List<RoutePolicyIr> policies(Publish publish, Route route) {
    return resolve(
        Stream.of(route.id(), route.service(), publish.gateway(), publish.tenant()),
        Optional.of(publish.environment()),
        RoutePolicyIr.class);
  }

  /** Returns the policies of a backend, at most one of each kind, ordered by kind. */
  public List<BackendPolicyIr> policies(Backend backend) {
    return resolve(
        Stream.concat(
            Stream.of(backend.service()),
            model.find(ApiService.class, backend.service()).map(ApiService::tenant).stream()),
        Optional.empty(),
        BackendPolicyIr.class);
  }

  /** Returns the policies of a gateway, at most one of each kind, ordered by kind. */
  public List<GatewayPolicyIr> policies(Gateway gateway) {
    return resolve(
        Stream.of(gateway.id(), gateway.tenant()), Optional.empty(), GatewayPolicyIr.class);
  }

  private <P extends PolicyIr> List<P> resolve(
      Stream<String> scopes, Optional<PublishEnvironment> environment, Class<P> type) {
    Map<String, PolicyIr> byKind = new TreeMap<>();
    scopes
        .flatMap(model::policiesOfScope)
        .filter(
            policy -> policy.environment().isEmpty() || policy.environment().equals(environment))
        .sorted(WIDEST_FIRST)
        .forEach(policy ->
            read(policy)
                .filter(type::isInstance)
                .ifPresent(ir ->
                    byKind.merge(policy.kind(), ir, (wider, narrower) -> narrower.over(wider))));
    List<P> resolved = new ArrayList<>();
    byKind.values().forEach(ir -> resolved.add(type.cast(ir)));
    return resolved;
  }

  /** Returns a policy, or what its kind says of an invalid one. */
  private Optional<PolicyIr> read(Policy policy) {
    Optional<PolicyIr> valid = findings.addFrom("policies", policy.id(), reader.read(policy));
    return valid
        .map(ir -> ir.ofRow(policy.id()))
        .or(() -> PolicyKinds.named(policy.kind()).flatMap(PolicyKind::ifInvalid));
  }
}
