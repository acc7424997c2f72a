package dev.sluice.controller.plan;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.plan.finding.PlanningResult;
import dev.sluice.controller.plan.policy.PolicyResolver;
import dev.sluice.controller.policy.PolicyReader;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** A planner of the gateways of one cluster without their publishes. */
public final class FramePlanner {
  private static final String ENVOY = "envoy-gateway";

  /** Orders gateways so that the oldest of several with one name is planned. */
  private static final Comparator<Gateway> OLDEST_FIRST =
      Comparator.comparing(Gateway::since).thenComparing(Gateway::id);

  private FramePlanner() {}

  /**
   * Plans the gateways that the publishes of a cluster use, by id.
   *
   * @param plannable whether a backend can be planned
   * @param secretProblems the problems of a secret by name
   */
  public static PlanningResult<Map<String, FrameIr>> plan(
      DomainModel model,
      PolicyReader policies,
      String cluster,
      Predicate<Backend> plannable,
      Function<String, List<String>> secretProblems) {
    FindingCollector findings = new FindingCollector();
    PolicyResolver resolver = new PolicyResolver(model, policies, findings);
    ListenerPlanner planner =
        new ListenerPlanner(
            (gateway, backend) -> backend(model, gateway, backend).filter(plannable),
            secretProblems,
            findings);
    Map<String, FrameIr> frames = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    ClusterPorts ports = new ClusterPorts();
    for (Gateway gateway : used(model, cluster)) {
      if (!envoy(gateway, findings)) {
        continue;
      }
      if (!names.add(gateway.name())) {
        findings.add("gateways", gateway.id(), "name", "another gateway here has this name");
        continue;
      }
      List<ListenerIr> listeners = planner.plan(gateway, ports);
      if (listeners.isEmpty()) {
        findings.add("gateways", gateway.id(), "listeners", "no listener can be served");
      } else {
        frames.put(
            gateway.id(), new FrameIr(gateway.name(), listeners, resolver.policies(gateway)));
      }
    }
    return new PlanningResult<>(Optional.of(frames), findings.all());
  }

  private static Optional<Backend> backend(DomainModel model, Gateway gateway, String id) {
    return model
        .find(Backend.class, id)
        .filter(backend ->
            model
                .find(ApiService.class, backend.service())
                .filter(service -> service.tenant().equals(gateway.tenant()))
                .isPresent());
  }

  private static List<Gateway> used(DomainModel model, String cluster) {
    return model.gatewaysOfCluster(cluster).filter(Gateway::active).sorted(OLDEST_FIRST).toList();
  }

  private static boolean envoy(Gateway gateway, FindingCollector findings) {
    boolean envoy = gateway.gatewayClass().equals(ENVOY);
    if (!envoy) {
      findings.add("gateways", gateway.id(), "gateway_class", "only " + ENVOY + " is served");
    }
    return envoy;
  }
}
