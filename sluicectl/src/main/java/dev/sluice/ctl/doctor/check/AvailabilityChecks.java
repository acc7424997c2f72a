package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.LabelSelector;
import dev.sluice.ctl.doctor.model.Workload;
import java.util.Optional;
import java.util.stream.Stream;

/** The checks of the number of policy servers, and of the network around them. */
final class AvailabilityChecks {
  private static final int FEWEST = 3;

  private AvailabilityChecks() {}

  static Stream<WiringFinding> replicas(Installation installation) {
    return PolicyServers.workloads(installation).stream()
        .filter(workload -> !workload.resource().kind().equals("DaemonSet"))
        .map(workload ->
            autoscaler(installation, workload)
                .map(scaler -> scaler.spec().at("minReplicas"))
                .orElseGet(() -> workload.resource().spec().at("replicas")))
        .filter(count -> count.numberOr(1) < FEWEST)
        .map(count ->
            WiringFault.REPLICAS_LOW.at(
                count.place(), "%s is %d".formatted(count.key(), count.numberOr(1))));
  }

  private static Optional<KubernetesResource> autoscaler(
      Installation installation, Workload workload) {
    return installation
        .all("autoscaling", "HorizontalPodAutoscaler")
        .filter(scaler -> scaler.namespace().equals(workload.namespace()))
        .filter(scaler -> {
          DocumentField target = scaler.spec().at("scaleTargetRef");
          return target.at("kind").textOr("").equals(workload.resource().kind())
              && target.at("name").textOr("").equals(workload.name());
        })
        .findFirst();
  }

  static Stream<WiringFinding> disruptionBudget(Installation installation) {
    return PolicyServers.allServers(installation).stream()
        .filter(workload ->
            selecting(installation, "policy", "PodDisruptionBudget", "selector", workload)
                .findAny()
                .isEmpty())
        .map(workload ->
            WiringFault.DISRUPTION_BUDGET_MISSING.at(
                workload.resource().place(),
                "no PodDisruptionBudget selects " + workload.resource().title()));
  }

  static Stream<WiringFinding> networkPolicy(Installation installation) {
    return PolicyServers.allServers(installation).stream()
        .filter(workload ->
            selecting(installation, "networking.k8s.io", "NetworkPolicy", "podSelector", workload)
                .noneMatch(AvailabilityChecks::limitsIngress))
        .map(workload ->
            WiringFault.NETWORK_POLICY_MISSING.at(
                workload.resource().place(),
                "no NetworkPolicy for ingress selects " + workload.resource().title()));
  }

  /** Returns the resources of a kind whose selector matches a workload of their namespace. */
  private static Stream<KubernetesResource> selecting(
      Installation installation, String group, String kind, String selector, Workload workload) {
    return installation
        .all(group, kind)
        .filter(resource -> resource.namespace().equals(workload.namespace()))
        .filter(resource ->
            LabelSelector.of(resource.spec().at(selector, "matchLabels")).matches(workload));
  }

  private static boolean limitsIngress(KubernetesResource policy) {
    DocumentField types = policy.spec().at("policyTypes");
    return types.items().isEmpty()
        || types.items().stream().anyMatch(type -> type.textOr("").equals("Ingress"));
  }
}
