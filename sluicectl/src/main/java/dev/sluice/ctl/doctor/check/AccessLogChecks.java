package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.filter.AccessLogFaults;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.LabelSelector;
import dev.sluice.ctl.doctor.model.ServiceReference;
import java.util.stream.Stream;

/** The checks of access logs, from which audit records are made. */
final class AccessLogChecks {
  private AccessLogChecks() {}

  static Stream<WiringFinding> missing(Installation installation) {
    if (!installation.mesh().isKnown()) {
      return Stream.empty();
    }
    return FilterPatch.all(installation)
        .filter(patch ->
            patch.service().filter(server -> !isLogged(installation, patch, server)).isPresent())
        .map(patch ->
            WiringFault.ACCESS_LOG_MISSING.at(
                patch.envoyFilter().place(),
                "no access log of the workloads of %s goes to extproc-dlp-server"
                    .formatted(patch.envoyFilter().title())));
  }

  private static boolean isLogged(
      Installation installation, FilterPatch patch, ServiceReference server) {
    LabelSelector selector = IstioKinds.selector(patch.envoyFilter());
    Stream<String> telemetry =
        IstioKinds.telemetries(installation)
            .filter(resource -> installation.appliesTo(resource.namespace(), patch.namespace()))
            .filter(resource -> IstioKinds.selector(resource).covers(selector))
            .flatMap(AccessLogChecks::providers);
    boolean byProvider =
        Stream.concat(telemetry, installation.mesh().defaultAccessLogs())
            .flatMap(name -> installation.mesh().provider(name).stream())
            .anyMatch(provider -> ProviderChecks.logsTo(provider, server.service()));
    return byProvider || isLoggedByFilter(installation, patch);
  }

  private static Stream<String> providers(KubernetesResource telemetry) {
    return telemetry.spec().at("accessLogging").items().stream()
        .filter(logging -> !logging.at("disabled").isTrue())
        .flatMap(logging -> logging.at("providers").items().stream())
        .flatMap(provider -> provider.at("name").text().stream());
  }

  /** Returns whether an EnvoyFilter of the namespace logs to the cluster of the ext_proc filter. */
  private static boolean isLoggedByFilter(Installation installation, FilterPatch patch) {
    String cluster = patch.clusterName().textOr("");
    return IstioKinds.envoyFilters(installation)
        .filter(filter -> installation.appliesTo(filter.namespace(), patch.namespace()))
        .flatMap(filter -> filter.spec().mappings().stream())
        .filter(value -> value.isMessage("HttpGrpcAccessLogConfig"))
        .map(log -> log.proto("common_config").proto("grpc_service").proto("envoy_grpc"))
        .anyMatch(service -> service.proto("cluster_name").textOr("").equals(cluster));
  }

  static Stream<WiringFinding> buffered(Installation installation) {
    return IstioKinds.envoyFilters(installation)
        .flatMap(filter -> AccessLogFaults.in(filter.spec()));
  }
}
