package dev.sluice.ctl.doctor.envoy;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checks of clusters and their hosts. */
final class ClusterChecks {
  private static final Set<String> UNUSABLE = Set.of("UNHEALTHY", "DRAINING", "TIMEOUT");
  private static final List<String> FAILURES =
      List.of(
          "failed_active_health_check",
          "failed_outlier_check",
          "pending_dynamic_removal",
          "excluded_via_immediate_hc_fail",
          "active_hc_timeout");

  private ClusterChecks() {}

  static Stream<WiringFinding> missing(EnvoyDump dump) {
    Set<String> known = dump.clusterNames();
    return dump.calledClusters().stream()
        .filter(name -> !known.isEmpty() && !known.contains(name.textOr("")))
        .map(name ->
            WiringFault.FILTER_CLUSTER_MISSING.at(
                name.place(), "Envoy has no cluster \"" + name.textOr("") + "\""));
  }

  static Stream<WiringFinding> unhealthy(EnvoyDump dump, DocumentField clusters) {
    Set<String> called =
        dump.calledClusters().stream().map(name -> name.textOr("")).collect(Collectors.toSet());
    return clusters.at("cluster_statuses").items().stream()
        .filter(cluster -> isUnhealthy(cluster, called))
        .map(cluster ->
            WiringFault.CLUSTER_UNHEALTHY.at(
                cluster.place(),
                "none of the %d hosts of cluster \"%s\" is healthy"
                    .formatted(
                        cluster.at("host_statuses").items().size(),
                        cluster.at("name").textOr(""))));
  }

  /** Returns whether no host is healthy. Some clusters have no hosts, but not those of filters. */
  private static boolean isUnhealthy(DocumentField cluster, Set<String> called) {
    List<DocumentField> hosts = cluster.at("host_statuses").items();
    return hosts.isEmpty()
        ? called.contains(cluster.at("name").textOr(""))
        : hosts.stream().noneMatch(ClusterChecks::isHealthy);
  }

  private static boolean isHealthy(DocumentField host) {
    DocumentField health = host.at("health_status");
    return FAILURES.stream().noneMatch(failure -> health.at(failure).isTrue())
        && !UNUSABLE.contains(health.at("eds_health_status").textOr(""));
  }
}
