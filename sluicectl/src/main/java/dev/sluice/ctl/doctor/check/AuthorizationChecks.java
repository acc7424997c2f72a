package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.LabelSelector;
import java.util.stream.Stream;

/** The checks of authorization policies. */
final class AuthorizationChecks {
  private AuthorizationChecks() {}

  static Stream<WiringFinding> customWithoutAllow(Installation installation) {
    return IstioKinds.authorizationPolicies(installation)
        .filter(policy -> IstioKinds.hasAction(policy, "CUSTOM"))
        .filter(policy -> !IstioKinds.hasTargets(policy))
        .filter(custom ->
            allowing(installation, custom).anyMatch(IstioKinds::deniesByDefault)
                && allowing(installation, custom).allMatch(IstioKinds::deniesByDefault))
        .map(custom ->
            WiringFault.CUSTOM_WITHOUT_ALLOW.at(
                custom.spec().at("action").place(),
                "%s has no ALLOW twin, and a policy denies by default".formatted(custom.title())));
  }

  /** Returns the ALLOW policies for all workloads of {@code custom}. */
  private static Stream<KubernetesResource> allowing(
      Installation installation, KubernetesResource custom) {
    LabelSelector selector = IstioKinds.selector(custom);
    return IstioKinds.authorizationPolicies(installation)
        .filter(policy -> IstioKinds.hasAction(policy, "ALLOW"))
        .filter(policy -> !IstioKinds.hasTargets(policy))
        .filter(policy -> installation.appliesTo(policy.namespace(), custom.namespace()))
        .filter(policy -> IstioKinds.selector(policy).covers(selector));
  }

  static Stream<WiringFinding> callersNotDenied(Installation installation) {
    return PolicyServers.namespaces(installation).stream()
        .filter(namespace ->
            IstioKinds.authorizationPolicies(installation)
                .filter(policy -> installation.appliesTo(policy.namespace(), namespace))
                .filter(policy -> IstioKinds.selector(policy).isEmpty())
                .noneMatch(IstioKinds::deniesByDefault))
        .filter(_ -> usesIstio(installation))
        .map(namespace ->
            WiringFault.CALLERS_NOT_DENIED.at(
                MutualTlsChecks.placeOf(installation, namespace),
                "no policy denies by default in namespace " + namespace));
  }

  /** Returns whether anything of Istio was read; Envoy Gateway works without it. */
  static boolean usesIstio(Installation installation) {
    return installation.mesh().isKnown()
        || installation.resources().stream()
            .anyMatch(resource -> resource.apiVersion().contains(".istio.io/"));
  }
}
