package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.LabelSelector;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of Istio that the checks read. */
final class IstioKinds {
  static final String SECURITY = "security.istio.io";
  static final String NETWORKING = "networking.istio.io";
  static final String TELEMETRY = "telemetry.istio.io";

  private IstioKinds() {}

  static Stream<KubernetesResource> authorizationPolicies(Installation installation) {
    return installation.all(SECURITY, "AuthorizationPolicy");
  }

  static Stream<KubernetesResource> peerAuthentications(Installation installation) {
    return installation.all(SECURITY, "PeerAuthentication");
  }

  static Stream<KubernetesResource> envoyFilters(Installation installation) {
    return installation.all(NETWORKING, "EnvoyFilter");
  }

  static Stream<KubernetesResource> sidecars(Installation installation) {
    return installation.all(NETWORKING, "Sidecar");
  }

  static Stream<KubernetesResource> telemetries(Installation installation) {
    return installation.all(TELEMETRY, "Telemetry");
  }

  /** Returns the labels by which a resource selects workloads, in either spelling. */
  static DocumentField selectorLabels(KubernetesResource resource) {
    for (String list : List.of("workloadSelector", "selector")) {
      for (String labels : List.of("labels", "matchLabels")) {
        DocumentField field = resource.spec().at(list, labels);
        if (field.exists()) {
          return field;
        }
      }
    }
    return resource.spec().at("selector", "matchLabels");
  }

  static LabelSelector selector(KubernetesResource resource) {
    return LabelSelector.of(selectorLabels(resource));
  }

  /** Returns whether a policy has this action; an absent action is ALLOW. */
  static boolean hasAction(KubernetesResource policy, String action) {
    return policy.spec().at("action").textOr("ALLOW").equals(action);
  }

  /** Returns whether a policy selects gateways or services by name instead of by labels. */
  static boolean hasTargets(KubernetesResource policy) {
    return policy.spec().at("targetRefs").exists() || policy.spec().at("targetRef").exists();
  }

  /** Returns whether a policy allows nothing, so that all is denied which no other allows. */
  static boolean deniesByDefault(KubernetesResource policy) {
    return hasAction(policy, "ALLOW") && policy.spec().at("rules").items().isEmpty();
  }
}
