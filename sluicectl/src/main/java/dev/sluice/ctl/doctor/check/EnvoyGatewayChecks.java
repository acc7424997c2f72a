package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.filter.ProtobufDuration;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.ServiceReference;
import java.time.Duration;
import java.util.stream.Stream;

/** The checks of policies of Envoy Gateway. */
final class EnvoyGatewayChecks {
  private static final String DUPLEX = "FullDuplexStreamed";
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private EnvoyGatewayChecks() {}

  static Stream<WiringFinding> authorizationFailsOpen(Installation installation) {
    return failOpen(
        GatewayPolicies.authorizations(installation), WiringFault.GATEWAY_AUTH_FAIL_OPEN);
  }

  static Stream<WiringFinding> processingFailsOpen(Installation installation) {
    return failOpen(GatewayPolicies.processings(installation), WiringFault.GATEWAY_PROC_FAIL_OPEN);
  }

  static Stream<WiringFinding> authorizationTimeout(Installation installation) {
    return GatewayPolicies.authorizations(installation)
        .map(settings -> settings.at("timeout"))
        .filter(timeout ->
            ProtobufDuration.parse(timeout.textOr(""))
                .filter(duration -> duration.isPositive() && duration.compareTo(LONGEST) <= 0)
                .isEmpty())
        .map(timeout ->
            WiringFault.GATEWAY_AUTH_TIMEOUT.at(
                timeout.place(), "the timeout is " + timeout.textOr("absent")));
  }

  private static Stream<WiringFinding> failOpen(Stream<DocumentField> settings, WiringFault fault) {
    return settings
        .map(setting -> setting.at("failOpen"))
        .filter(DocumentField::isTrue)
        .map(field -> fault.at(field.place(), "failOpen is true"));
  }

  static Stream<WiringFinding> bodyMode(Installation installation) {
    return GatewayPolicies.processings(installation)
        .flatMap(settings ->
            Stream.of("request", "response")
                .map(direction -> settings.at("processingMode", direction, "body"))
                .filter(mode -> !mode.textOr("").equals(DUPLEX))
                .map(mode ->
                    WiringFault.GATEWAY_PROC_BODY_MODE.at(
                        mode.place(),
                        "body is %s, not %s".formatted(mode.textOr("absent"), DUPLEX))));
  }

  static Stream<WiringFinding> referenceGrant(Installation installation) {
    return GatewayPolicies.policies(installation)
        .flatMap(policy ->
            GatewayPolicies.services(policy)
                .filter(called -> !called.service().namespace().equals(policy.namespace()))
                .filter(called -> !isGranted(installation, policy, called))
                .map(called ->
                    WiringFault.REFERENCE_GRANT_MISSING.at(
                        called.source().place(),
                        "no ReferenceGrant of namespace %s allows %s"
                            .formatted(called.service().namespace(), policy.title()))));
  }

  private static boolean isGranted(
      Installation installation, KubernetesResource policy, ServiceReference called) {
    return installation
        .all("gateway.networking.k8s.io", "ReferenceGrant")
        .filter(grant -> grant.namespace().equals(called.service().namespace()))
        .filter(grant ->
            grant.spec().at("from").items().stream()
                .anyMatch(from ->
                    from.at("kind").textOr("").equals(policy.kind())
                        && from.at("namespace").textOr("").equals(policy.namespace())))
        .anyMatch(grant ->
            grant.spec().at("to").items().stream()
                .anyMatch(to ->
                    to.at("kind").textOr("").equals("Service")
                        && to.at("name")
                            .textOr(called.service().name())
                            .equals(called.service().name())));
  }
}
