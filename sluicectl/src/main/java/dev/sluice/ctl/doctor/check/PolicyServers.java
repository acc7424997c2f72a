package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.ServiceName;
import dev.sluice.ctl.doctor.model.ServiceReference;
import dev.sluice.ctl.doctor.model.Workload;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The policy servers of an installation: those that Envoy calls, and those with Sluice's names. */
final class PolicyServers {
  private static final Set<String> NAMES = Set.of("extauthz-server", "extproc-dlp-server");
  private static final String CONTROLLER = "xds-controller";

  private PolicyServers() {}

  /** Returns the references of Istio and Envoy Gateway to policy servers. */
  static List<ServiceReference> references(Installation installation) {
    Stream<ServiceReference> providers =
        installation.mesh().authorizers().stream()
            .flatMap(settings -> ProviderChecks.service(settings).stream());
    Stream<ServiceReference> filters =
        FilterPatch.all(installation).flatMap(patch -> patch.service().stream());
    Stream<ServiceReference> gateways =
        GatewayPolicies.policies(installation).flatMap(GatewayPolicies::services);
    return Stream.of(providers, filters, gateways).flatMap(found -> found).toList();
  }

  static List<KubernetesResource> services(Installation installation) {
    Stream<KubernetesResource> named =
        references(installation).stream()
            .flatMap(reference -> installation.service(reference.service()).stream());
    Stream<KubernetesResource> known =
        installation.services().filter(service -> NAMES.contains(service.name()));
    return Stream.concat(known, named).distinct().toList();
  }

  /** Returns the namespaces with policy servers, in a stable order. */
  static List<String> namespaces(Installation installation) {
    return services(installation).stream()
        .map(KubernetesResource::namespace)
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the workloads that run a policy server, alone or beside an Envoy. */
  static List<Workload> workloads(Installation installation) {
    Stream<Workload> called = services(installation).stream().flatMap(installation::workloads);
    Stream<Workload> known =
        installation.workloads().filter(workload -> !serversIn(workload).isEmpty());
    return Stream.concat(called, known).distinct().toList();
  }

  /** Returns the policy servers and the controller. */
  static List<Workload> allServers(Installation installation) {
    Stream<Workload> controllers =
        installation
            .workloads()
            .filter(workload ->
                CONTROLLER.equals(workload.labels().get("app")) || runs(workload, CONTROLLER));
    return Stream.concat(workloads(installation).stream(), controllers).distinct().toList();
  }

  /** Returns the names of the policy servers that a workload runs. */
  static List<String> serversIn(Workload workload) {
    return NAMES.stream()
        .filter(name ->
            name.equals(workload.labels().get("app"))
                || name.equals(workload.name())
                || runs(workload, name))
        .sorted()
        .toList();
  }

  /** Returns the containers of a server, by image; all containers if no image has its name. */
  static List<DocumentField> containersOf(Workload workload, String server) {
    List<DocumentField> own =
        workload.containers().stream().filter(container -> isImageOf(container, server)).toList();
    return own.isEmpty() ? workload.containers() : own;
  }

  private static boolean runs(Workload workload, String server) {
    return workload.containers().stream().anyMatch(container -> isImageOf(container, server));
  }

  private static boolean isImageOf(DocumentField container, String server) {
    String image = container.at("image").textOr("");
    String name = image.substring(image.lastIndexOf('/') + 1);
    return name.equals(server) || name.startsWith(server + ":") || name.startsWith(server + "@");
  }

  /** Returns whether Envoy calls this port of a Service. */
  static boolean isCalled(
      Installation installation, KubernetesResource service, long port, String portName) {
    ServiceName name = ServiceName.of(service);
    return portName.startsWith("grpc")
        || references(installation).stream()
            .anyMatch(reference -> reference.service().equals(name) && reference.port() == port);
  }
}
