package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.ir.BackendTlsIr;
import dev.sluice.controller.ir.policy.backend.BackendPolicyIr;
import dev.sluice.controller.ir.policy.backend.HealthCheckIr;
import dev.sluice.controller.ir.policy.backend.LoadBalancerIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.policy.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A reader of the JSON columns of backends. An empty object means that a column is not set. */
final class BackendColumns {
  private static final SpecReader<LoadBalancerIr> BALANCING =
      new SpecReader<>("policies/load_balancer.schema.json", LoadBalancerIr.class);
  private static final SpecReader<HealthCheckIr> HEALTH_CHECK =
      new SpecReader<>("policies/health_check.schema.json", HealthCheckIr.class);
  private static final SpecReader<BackendTlsIr> TLS =
      new SpecReader<>("columns/backend_tls.schema.json", BackendTlsIr.class);

  private BackendColumns() {}

  /**
   * Returns the policies of a backend with those of its own columns in place of policies of the
   * same kind.
   */
  static List<BackendPolicyIr> over(
      List<BackendPolicyIr> policies, Backend backend, FindingCollector findings) {
    List<BackendPolicyIr> all = new ArrayList<>(policies);
    read(BALANCING, "balancing", backend.balancingSettings(), backend, findings)
        .ifPresent(own -> replace(all, own));
    read(HEALTH_CHECK, "health_check", backend.healthCheck(), backend, findings)
        .ifPresent(own -> replace(all, own));
    return all;
  }

  private static void replace(List<BackendPolicyIr> policies, BackendPolicyIr own) {
    policies.removeIf(own.getClass()::isInstance);
    policies.add(own);
  }

  /** Returns the TLS settings; empty if they are not set or not valid. */
  static Optional<BackendTlsIr> tls(Backend backend, FindingCollector findings) {
    return read(TLS, "tls", backend.tls(), backend, findings);
  }

  private static <T> Optional<T> read(
      SpecReader<T> reader,
      String column,
      Map<String, Object> value,
      Backend backend,
      FindingCollector findings) {
    return value.isEmpty()
        ? Optional.empty()
        : findings.addFrom("backends", backend.id(), reader.read(column, value));
  }
}
