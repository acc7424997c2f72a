package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.filter.ProtobufDuration;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.ServiceName;
import dev.sluice.ctl.doctor.model.ServiceReference;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The checks of the extension providers in the mesh configuration. */
final class ProviderChecks {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private ProviderChecks() {}

  static Stream<WiringFinding> timeout(Installation installation) {
    return installation.mesh().authorizers().stream()
        .map(settings -> settings.at("timeout"))
        .flatMap(timeout -> timeoutProblem(timeout).stream());
  }

  private static Optional<WiringFinding> timeoutProblem(DocumentField timeout) {
    if (!timeout.exists()) {
      return Optional.of(
          WiringFault.PROVIDER_TIMEOUT.at(
              timeout.place(), "the provider has no timeout, so Envoy waits 600 s"));
    }
    String text = timeout.textOr("");
    boolean good =
        ProtobufDuration.parse(text)
            .filter(duration -> duration.isPositive() && duration.compareTo(LONGEST) <= 0)
            .isPresent();
    return good
        ? Optional.empty()
        : Optional.of(
            WiringFault.PROVIDER_TIMEOUT.at(
                timeout.place(), "the timeout " + text + " is not between 0 and 5 s"));
  }

  static Stream<WiringFinding> failOpen(Installation installation) {
    return installation.mesh().authorizers().stream()
        .map(settings -> settings.at("failOpen"))
        .filter(DocumentField::isTrue)
        .map(field -> WiringFault.PROVIDER_FAIL_OPEN.at(field.place(), "failOpen is true"));
  }

  static Stream<WiringFinding> statusOnError(Installation installation) {
    return installation.mesh().authorizers().stream()
        .map(settings -> settings.at("statusOnError"))
        .filter(status -> !status.textOr("").equals("503"))
        .map(status ->
            WiringFault.PROVIDER_STATUS_ON_ERROR.at(
                status.place(), "statusOnError is " + status.textOr("absent")));
  }

  static Stream<WiringFinding> unknown(Installation installation) {
    if (!installation.mesh().isKnown()) {
      return Stream.empty();
    }
    return IstioKinds.authorizationPolicies(installation)
        .filter(policy -> IstioKinds.hasAction(policy, "CUSTOM"))
        .map(policy -> policy.spec().at("provider", "name"))
        .filter(name -> installation.mesh().provider(name.textOr("")).isEmpty())
        .map(name ->
            WiringFault.PROVIDER_UNKNOWN.at(
                name.place(),
                "the mesh configuration has no provider \"" + name.textOr("") + "\""));
  }

  static Stream<WiringFinding> missingService(Installation installation) {
    return Stream.of("envoyExtAuthzGrpc", "envoyHttpAls")
        .flatMap(
            type -> installation.mesh().providers().stream().map(provider -> provider.at(type)))
        .filter(DocumentField::exists)
        .flatMap(settings -> service(settings).stream())
        .filter(reference -> installation.knowsServices(reference.service().namespace()))
        .filter(reference -> !ServiceChecks.offers(installation, reference))
        .map(reference ->
            WiringFault.PROVIDER_SERVICE.at(
                reference.source().place(),
                "no Service %s has port %d"
                    .formatted(reference.service().host(), reference.port())));
  }

  /** Returns the Service that a provider calls; empty for hosts outside the cluster. */
  static Optional<ServiceReference> service(DocumentField settings) {
    DocumentField host = settings.at("service");
    return ServiceName.ofHost(host.textOr(""))
        .map(name -> new ServiceReference(name, settings.at("port").numberOr(0), host));
  }

  /** Returns whether a provider logs access to the Service of a reference. */
  static boolean logsTo(DocumentField provider, ServiceName wanted) {
    return service(provider.at("envoyHttpAls"))
        .filter(reference -> reference.service().equals(wanted))
        .isPresent();
  }

  /** Returns the providers that a CUSTOM policy of {@code namespace} uses. */
  static Stream<ServiceReference> servicesOfPolicies(Installation installation, String namespace) {
    return IstioKinds.authorizationPolicies(installation)
        .filter(policy -> policy.namespace().equals(namespace))
        .filter(policy -> IstioKinds.hasAction(policy, "CUSTOM"))
        .map((KubernetesResource policy) -> policy.spec().at("provider", "name").textOr(""))
        .flatMap(name -> installation.mesh().provider(name).stream())
        .flatMap(provider -> service(provider.at("envoyExtAuthzGrpc")).stream());
  }
}
