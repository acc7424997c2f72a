package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.ServiceReference;
import java.util.Set;
import java.util.stream.Stream;

/** The checks of Services, and of the names of their clusters. */
final class ServiceChecks {
  /** The protocols of Istio, and of Envoy Gateway. */
  private static final Set<String> GRPC = Set.of("grpc", "kubernetes.io/h2c");

  private ServiceChecks() {}

  static Stream<WiringFinding> appProtocol(Installation installation) {
    return PolicyServers.services(installation).stream()
        .flatMap(service -> appProtocol(installation, service));
  }

  private static Stream<WiringFinding> appProtocol(
      Installation installation, KubernetesResource service) {
    return service.spec().at("ports").items().stream()
        .filter(port ->
            PolicyServers.isCalled(
                installation, service, port.at("port").numberOr(0), port.at("name").textOr("")))
        .map(port -> port.at("appProtocol"))
        .filter(protocol -> !GRPC.contains(protocol.textOr("")))
        .map(protocol ->
            WiringFault.APP_PROTOCOL.at(
                protocol.place(),
                "appProtocol of %s is %s, not grpc"
                    .formatted(service.title(), protocol.textOr("absent"))));
  }

  static Stream<WiringFinding> clusterNames(Installation installation) {
    return FilterPatch.all(installation)
        .filter(patch -> namesNoService(installation, patch))
        .map(patch ->
            WiringFault.EXT_PROC_CLUSTER.at(
                patch.clusterName().place(),
                "no Service makes the cluster \"%s\"".formatted(patch.clusterName().textOr(""))));
  }

  private static boolean namesNoService(Installation installation, FilterPatch patch) {
    return patch
        .service()
        .map(reference ->
            installation.services().findAny().isPresent() && !offers(installation, reference))
        .orElseGet(() -> !patch.clusterName().exists());
  }

  /** Returns whether a Service has the port of a reference. */
  static boolean offers(Installation installation, ServiceReference reference) {
    return installation
        .service(reference.service())
        .map(service ->
            service.spec().at("ports").items().stream()
                .anyMatch(port -> port.at("port").numberOr(0) == reference.port()))
        .orElse(false);
  }
}
