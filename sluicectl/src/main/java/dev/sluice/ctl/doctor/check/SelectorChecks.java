package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.LabelSelector;
import dev.sluice.ctl.doctor.model.Workload;
import java.util.Optional;
import java.util.stream.Stream;

/** The checks of selectors, which Istio accepts when they match nothing. */
final class SelectorChecks {
  private SelectorChecks() {}

  static Stream<WiringFinding> matchesNothing(Installation installation) {
    return selecting(installation)
        .filter(resource -> installation.knowsWorkloads(resource.namespace()))
        .filter(resource -> !isMisplacedEnvoyFilter(installation, resource))
        .map(resource ->
            WiringFault.SELECTOR_MATCHES_NOTHING.at(
                IstioKinds.selectorLabels(resource).place(),
                "%s selects %s, which no workload of its namespace has"
                    .formatted(resource.title(), IstioKinds.selector(resource).labels())));
  }

  static Stream<WiringFinding> otherNamespace(Installation installation) {
    return selecting(installation)
        .flatMap(resource ->
            elsewhere(installation, resource).stream()
                .filter(_ -> resource.kind().equals("EnvoyFilter"))
                .map(workload ->
                    WiringFault.ENVOY_FILTER_NAMESPACE.at(
                        resource.root().at("metadata", "namespace").place(),
                        "%s selects workloads of namespace %s"
                            .formatted(resource.title(), workload.namespace()))));
  }

  /** Returns the resources whose selector matches no workload that they apply to. */
  private static Stream<KubernetesResource> selecting(Installation installation) {
    return Stream.of(
            IstioKinds.authorizationPolicies(installation),
            IstioKinds.peerAuthentications(installation),
            IstioKinds.envoyFilters(installation),
            IstioKinds.telemetries(installation))
        .flatMap(resources -> resources)
        .filter(resource -> !IstioKinds.hasTargets(resource))
        .filter(resource -> !resource.namespace().equals(installation.mesh().rootNamespace()))
        .filter(resource -> !IstioKinds.selector(resource).isEmpty())
        .filter(resource ->
            installation
                .workloads(resource.namespace())
                .noneMatch(IstioKinds.selector(resource)::matches));
  }

  private static boolean isMisplacedEnvoyFilter(
      Installation installation, KubernetesResource resource) {
    return resource.kind().equals("EnvoyFilter") && elsewhere(installation, resource).isPresent();
  }

  private static Optional<Workload> elsewhere(
      Installation installation, KubernetesResource resource) {
    LabelSelector selector = IstioKinds.selector(resource);
    return installation.workloads().filter(selector::matches).findFirst();
  }
}
