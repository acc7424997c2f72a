package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.ServiceName;
import dev.sluice.ctl.doctor.model.ServiceReference;
import java.util.List;
import java.util.stream.Stream;

/** The policies of Envoy Gateway that call policy servers. */
final class GatewayPolicies {
  static final String GROUP = "gateway.envoyproxy.io";

  private GatewayPolicies() {}

  /** Returns the settings of external authorization. */
  static Stream<DocumentField> authorizations(Installation installation) {
    return policies(installation)
        .map(policy -> policy.spec().at("extAuth"))
        .filter(DocumentField::exists);
  }

  /** Returns the settings of external processing. */
  static Stream<DocumentField> processings(Installation installation) {
    return policies(installation).flatMap(policy -> policy.spec().at("extProc").items().stream());
  }

  static Stream<KubernetesResource> policies(Installation installation) {
    return Stream.of("SecurityPolicy", "EnvoyExtensionPolicy")
        .flatMap(kind -> installation.all(GROUP, kind));
  }

  /** Returns the Services that a policy calls. */
  static Stream<ServiceReference> services(KubernetesResource policy) {
    DocumentField auth = policy.spec().at("extAuth", "grpc");
    Stream<DocumentField> processors =
        policy.spec().at("extProc").items().stream().flatMap(proc -> backends(proc).stream());
    return Stream.of(
            backends(auth).stream(),
            Stream.of(auth.at("backendRef")).filter(DocumentField::exists),
            processors)
        .flatMap(references -> references)
        .map(reference ->
            new ServiceReference(
                new ServiceName(
                    reference.at("namespace").textOr(policy.namespace()),
                    reference.at("name").textOr("")),
                reference.at("port").numberOr(0),
                reference));
  }

  private static List<DocumentField> backends(DocumentField settings) {
    return settings.at("backendRefs").items();
  }
}
