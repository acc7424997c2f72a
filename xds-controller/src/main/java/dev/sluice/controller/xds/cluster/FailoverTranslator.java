package dev.sluice.controller.xds.cluster;

import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.ir.route.WeightedBackendIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CustomClusterType;
import io.envoyproxy.envoy.extensions.clusters.aggregate.v3.ClusterConfig;
import java.util.List;

/**
 * A translator of routes with fallbacks to clusters that join the cluster of a backend with those
 * of the fallbacks. Envoy uses the first one with a healthy endpoint, and another one for a retry.
 */
public final class FailoverTranslator {
  private static final long CONNECT_SECONDS = 10;

  private FailoverTranslator() {}

  /** Returns one cluster for each backend of a route with fallbacks. */
  public static List<Cluster> translate(RouteIr route) {
    return route.fallbacks().isEmpty()
        ? List.of()
        : route.backends().stream().map(backend -> translate(route, backend)).toList();
  }

  private static Cluster translate(RouteIr route, WeightedBackendIr backend) {
    ClusterConfig.Builder members =
        ClusterConfig.newBuilder().addClusters(XdsNames.cluster(backend.backend()));
    route.fallbacks().forEach(fallback -> members.addClusters(XdsNames.cluster(fallback)));
    return Cluster.newBuilder()
        .setName(XdsNames.failover(route, backend.backend()))
        .setConnectTimeout(EnvoyMessages.seconds(CONNECT_SECONDS))
        .setLbPolicy(Cluster.LbPolicy.CLUSTER_PROVIDED)
        // The limits of connections are those of the members; retries count here.
        .setCircuitBreakers(
            CircuitBreakers.newBuilder()
                .addThresholds(
                    Thresholds.newBuilder().setRetryBudget(ClusterTranslator.DEFAULT_BUDGET)))
        .setClusterType(
            CustomClusterType.newBuilder()
                .setName("envoy.clusters.aggregate")
                .setTypedConfig(DeterministicEncoding.any(members.build())))
        .build();
  }
}
