package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.LbPolicy;
import dev.sluice.controller.ir.policy.BackendPolicyIr;
import dev.sluice.controller.ir.route.UpstreamAuth;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.plan.finding.PlanningResult;
import dev.sluice.controller.plan.policy.PolicyResolver;
import dev.sluice.controller.policy.PolicyReader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A planner of backends, which depend on their own row, their endpoints and their policies. */
public final class BackendPlanner {
  private final DomainModel model;
  private final PolicyReader policies;
  private final Function<String, List<String>> secretProblems;

  /**
   * @param secretProblems the problems of a secret by name
   */
  public BackendPlanner(
      DomainModel model, PolicyReader policies, Function<String, List<String>> secretProblems) {
    this.model = model;
    this.policies = policies;
    this.secretProblems = secretProblems;
  }

  /**
   * Plans a backend and reports problems of its secret as findings. The backend is still planned,
   * because its last valid secret may be served.
   */
  public PlanningResult<BackendIr> plan(Backend backend) {
    FindingCollector findings = new FindingCollector();
    Optional<LbPolicy> lb = balancing(backend, findings);
    boolean plain = plain(backend, findings);
    boolean shown = shown(backend, findings);
    List<BackendPolicyIr> applied = new PolicyResolver(model, policies, findings).policies(backend);
    Optional<BackendIr> planned =
        lb.isPresent() && plain && shown
            ? Optional.of(plan(backend, lb.get(), applied))
            : Optional.empty();
    return new PlanningResult<>(planned, findings.all());
  }

  private static BackendIr plan(Backend backend, LbPolicy lb, List<BackendPolicyIr> policies) {
    List<EndpointIr> endpoints =
        backend.endpoints().stream()
            .sorted(
                Comparator.comparingInt(EndpointIr::priority)
                    .thenComparing(EndpointIr::host)
                    .thenComparingInt(EndpointIr::port))
            .toList();
    return new BackendIr(
        backend.id(),
        backend.name(),
        backend.scheme(),
        lb,
        backend.connectTimeout(),
        backend.maxConnections(),
        backend.secretRef().filter(name -> backend.upstreamAuth() == UpstreamAuth.MTLS),
        policies,
        endpoints);
  }

  private static Optional<LbPolicy> balancing(Backend backend, FindingCollector findings) {
    return switch (backend.balancing()) {
      case ROUND_ROBIN, WEIGHTED -> Optional.of(LbPolicy.ROUND_ROBIN);
      case LEAST_REQUEST -> Optional.of(LbPolicy.LEAST_REQUEST);
      case RANDOM -> Optional.of(LbPolicy.RANDOM);
      case CONSISTENT_HASH ->
          refused(backend, "lb_policy", "nothing says what is to be hashed", findings);
    };
  }

  /**
   * Returns whether the backend has no unsupported TLS settings. An unsupported health check only
   * delays failover, so that the backend is planned anyway.
   */
  private static boolean plain(Backend backend, FindingCollector findings) {
    if (!backend.healthCheck().isEmpty()) {
      findings.add("backends", backend.id(), "health_check", "active checks are not served");
    }
    if (!backend.tls().isEmpty()) {
      findings.add("backends", backend.id(), "tls", "settings of TLS are not served");
    }
    return backend.tls().isEmpty();
  }

  /** Returns whether the gateway has the client certificate that the backend requires. */
  private boolean shown(Backend backend, FindingCollector findings) {
    if (backend.upstreamAuth() != UpstreamAuth.MTLS) {
      return true;
    }
    if (!backend.scheme().encrypted()) {
      findings.add(
          "backends", backend.id(), "upstream_auth", "mtls needs a scheme with TLS: https, grpcs");
      return false;
    }
    if (backend.secretRef().isEmpty()) {
      findings.add(
          "backends", backend.id(), "upstream_secret_ref", "mtls needs the name of a secret");
      return false;
    }
    secretProblems
        .apply(backend.secretRef().get())
        .forEach(problem -> findings.add("backends", backend.id(), "upstream_secret_ref", problem));
    return true;
  }

  private static <T> Optional<T> refused(
      Backend backend, String field, String reason, FindingCollector findings) {
    findings.add("backends", backend.id(), field, reason);
    return Optional.empty();
  }
}
