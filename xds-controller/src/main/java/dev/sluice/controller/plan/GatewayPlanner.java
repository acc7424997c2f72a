package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.plan.finding.PlanningResult;
import dev.sluice.controller.policy.PolicyReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A planner of all gateways of one cluster at once, without checks of secret files. */
public final class GatewayPlanner {
  private final String domain;

  /**
   * @param domain the suffix of every generated host name
   */
  public GatewayPlanner(String domain) {
    this.domain = domain;
  }

  /** Plans a cluster at a time; equal models give equal results in the same order. */
  public ClusterPlan plan(DomainModel model, Cluster cluster, Instant now) {
    FindingCollector findings = new FindingCollector();
    HostOwnership hosts = new HostOwnership(domain);
    model.all(Publish.class).forEach(publish -> hosts.update(publish.id(), publish, model));
    PolicyReader policies = new PolicyReader();
    BackendPlanner backends = new BackendPlanner(model, policies, secret -> List.of());
    PublishPlanner publishes =
        new PublishPlanner(
            model, policies, hosts, backend -> backends.plan(backend).ir().isPresent());
    PlanningResult<Map<String, FrameIr>> frames =
        FramePlanner.plan(
            model,
            policies,
            cluster.id(),
            backend -> backends.plan(backend).ir().isPresent(),
            secret -> List.of());
    findings.addAll(frames.findings());
    model
        .publishesOfCluster(cluster.id())
        .flatMap(publish -> publish.services().stream())
        .distinct()
        .flatMap(model::backendsOfService)
        .forEach(backend -> findings.addAll(backends.plan(backend).findings()));
    List<GatewayIr> gateways = new ArrayList<>();
    frames
        .ir()
        .orElse(Map.of())
        .forEach((id, frame) -> {
          List<PublishIr> planned =
              model
                  .publishesOfGateway(id)
                  .filter(publish -> publish.cluster().equals(cluster.id()))
                  .flatMap(publish -> findings.addFrom(publishes.plan(publish, now)).stream())
                  .toList();
          gateways.add(
              new GatewayIr(
                  cluster.name(),
                  frame.gateway(),
                  frame.listeners(),
                  frame.policies(),
                  planned,
                  backends(model, backends, frame, planned, findings)));
        });
    return new ClusterPlan(gateways, findings.all());
  }

  /** Plans the backends that listeners and routes of publishes refer to, ordered by id. */
  private static List<BackendIr> backends(
      DomainModel model,
      BackendPlanner planner,
      FrameIr frame,
      List<PublishIr> publishes,
      FindingCollector findings) {
    return Stream.concat(
            frame.backends().stream(),
            publishes.stream().flatMap(publish -> backends(publish).stream()))
        .distinct()
        .sorted()
        .flatMap(id -> model.find(Backend.class, id).stream())
        .flatMap(backend -> findings.addFrom(planner.plan(backend)).stream())
        .toList();
  }

  /** Returns the ids of the backends that the routes of a publish refer to. */
  public static List<String> backends(PublishIr publish) {
    return publish.routes().stream().flatMap(RouteIr::upstreams).distinct().toList();
  }
}
