package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.ServiceName;
import dev.sluice.ctl.doctor.model.ServiceReference;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checks of Sidecar resources, which limit the clusters that an Envoy has. */
final class SidecarChecks {
  private SidecarChecks() {}

  static Stream<WiringFinding> hidesServers(Installation installation) {
    return IstioKinds.sidecars(installation).flatMap(sidecar -> hidden(installation, sidecar));
  }

  private static Stream<WiringFinding> hidden(
      Installation installation, KubernetesResource sidecar) {
    DocumentField egress = sidecar.spec().at("egress");
    List<String> hosts =
        egress.items().stream()
            .flatMap(listener -> listener.at("hosts").items().stream())
            .flatMap(host -> host.text().stream())
            .toList();
    String hidden =
        called(installation, sidecar)
            .map(ServiceReference::service)
            .distinct()
            .filter(service ->
                hosts.stream().noneMatch(host -> shows(host, sidecar.namespace(), service)))
            .map(ServiceName::host)
            .sorted()
            .collect(Collectors.joining(", "));
    return egress.items().isEmpty() || hidden.isEmpty()
        ? Stream.empty()
        : Stream.of(
            WiringFault.SIDECAR_HIDES_SERVERS.at(
                egress.place(), sidecar.title() + " hides " + hidden));
  }

  /** Returns the policy servers that the Envoys of a Sidecar resource call. */
  private static Stream<ServiceReference> called(
      Installation installation, KubernetesResource sidecar) {
    Stream<String> namespaces =
        sidecar.namespace().equals(installation.mesh().rootNamespace())
            ? callers(installation)
            : Stream.of(sidecar.namespace());
    return namespaces.flatMap(namespace ->
        Stream.concat(
            ProviderChecks.servicesOfPolicies(installation, namespace),
            FilterPatch.all(installation)
                .filter(patch -> patch.namespace().equals(namespace))
                .flatMap(patch -> patch.service().stream())));
  }

  private static Stream<String> callers(Installation installation) {
    return Stream.concat(
            IstioKinds.authorizationPolicies(installation), IstioKinds.envoyFilters(installation))
        .map(KubernetesResource::namespace)
        .distinct();
  }

  private static boolean shows(String entry, String own, ServiceName service) {
    int slash = entry.indexOf('/');
    String namespace = entry.substring(0, Math.max(slash, 0));
    String name = entry.substring(slash + 1);
    boolean sameNamespace =
        namespace.equals("*")
            || namespace.equals(service.namespace())
            || (namespace.equals(".") && own.equals(service.namespace()));
    boolean sameHost =
        name.equals("*")
            || name.equals(service.host())
            || (name.startsWith("*.") && service.host().endsWith(name.substring(1)));
    return sameNamespace && sameHost;
  }
}
