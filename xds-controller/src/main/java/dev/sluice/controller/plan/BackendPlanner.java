package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.BackendTlsIr;
import dev.sluice.controller.ir.CertificateIr;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.LbPolicy;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.backend.BackendPolicyIr;
import dev.sluice.controller.ir.policy.backend.HealthCheckIr;
import dev.sluice.controller.ir.policy.backend.LoadBalancerIr;
import dev.sluice.controller.ir.route.UpstreamAuth;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.plan.finding.PlanningResult;
import dev.sluice.controller.plan.policy.PolicyResolver;
import dev.sluice.controller.plan.route.EndpointLabels;
import dev.sluice.controller.policy.PolicyReader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    Optional<BackendTlsIr> tls = BackendColumns.tls(backend, findings);
    boolean secured = secured(backend, tls, findings);
    boolean shown = shown(backend, findings);
    List<BackendPolicyIr> applied =
        BackendColumns.over(
            new PolicyResolver(model, policies, findings).policies(backend), backend, findings);
    if (!secured || !shown) {
      return new PlanningResult<>(Optional.empty(), findings.all());
    }
    BackendIr planned =
        new BackendIr(
            backend.id(),
            backend.name(),
            backend.scheme(),
            PolicyIr.find(applied, LoadBalancerIr.class)
                .flatMap(LoadBalancerIr::policy)
                .orElseGet(() -> balancing(backend)),
            backend.connectTimeout(),
            backend.maxConnections(),
            backend.secretRef().filter(name -> backend.upstreamAuth() == UpstreamAuth.MTLS),
            tls,
            applied,
            endpoints(backend, findings));
    checkHealthProtocol(planned, findings);
    return new PlanningResult<>(Optional.of(planned), findings.all());
  }

  private static List<EndpointIr> endpoints(Backend backend, FindingCollector findings) {
    Set<String> labels = EndpointLabels.names(backend.endpoints());
    boolean tooMany = labels.size() > EndpointLabels.MOST_NAMES;
    if (tooMany) {
      findings.add(
          "backends",
          backend.id(),
          "endpoints/labels",
          "has more than %d names of labels; no route can select endpoints"
              .formatted(EndpointLabels.MOST_NAMES));
    }
    return backend.endpoints().stream()
        .map(endpoint -> tooMany ? EndpointLabels.removeFrom(endpoint) : endpoint)
        .sorted(
            Comparator.comparingInt(EndpointIr::priority)
                .thenComparing(EndpointIr::host)
                .thenComparingInt(EndpointIr::port))
        .toList();
  }

  private static LbPolicy balancing(Backend backend) {
    return switch (backend.balancing()) {
      case ROUND_ROBIN, WEIGHTED -> LbPolicy.ROUND_ROBIN;
      case LEAST_REQUEST -> LbPolicy.LEAST_REQUEST;
      case RANDOM -> LbPolicy.RANDOM;
      case CONSISTENT_HASH -> LbPolicy.CONSISTENT_HASH;
    };
  }

  /** Returns whether the TLS settings can be served. Without them, a call may be less secure. */
  private boolean secured(Backend backend, Optional<BackendTlsIr> tls, FindingCollector findings) {
    if (!backend.tls().isEmpty() && !backend.scheme().encrypted()) {
      findings.add("backends", backend.id(), "tls", "needs a scheme with TLS: https, grpcs");
      return false;
    }
    tls.flatMap(BackendTlsIr::caSecret)
        .ifPresent(secret ->
            secretProblems
                .apply(CertificateIr.authorityReference(secret))
                .forEach(
                    problem -> findings.add("backends", backend.id(), "tls/ca_secret", problem)));
    return backend.tls().isEmpty() || tls.isPresent();
  }

  /** Reports a gRPC health check of a backend that is called with HTTP/1.1; it always fails. */
  private static void checkHealthProtocol(BackendIr backend, FindingCollector findings) {
    backend
        .policy(HealthCheckIr.class)
        .filter(check -> check.grpc().isPresent() && !backend.usesHttp2())
        .ifPresent(_ ->
            findings.add(
                "backends",
                backend.id(),
                "health_check/grpc",
                "the backend uses HTTP/1.1, so that the check is not served; use grpc, grpcs or"
                    + " http2"));
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
}
