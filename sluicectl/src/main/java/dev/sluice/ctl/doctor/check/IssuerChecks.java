package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.MeshSettings;
import dev.sluice.ctl.doctor.model.ServiceName;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checks of the way to token issuers. */
final class IssuerChecks {
  private IssuerChecks() {}

  static Stream<WiringFinding> blocked(Installation installation) {
    if (!allowsKnownHostsOnly(installation)) {
      return Stream.empty();
    }
    return installation.policies().stream()
        .flatMap(policy -> policy.at("spec", "issuers").items().stream())
        .flatMap(issuer -> urls(issuer).stream())
        .flatMap(url ->
            host(url.textOr("")).stream()
                .filter(host -> !isKnown(installation, host))
                .map(host ->
                    WiringFault.ISSUER_BLOCKED.at(
                        url.place(), "no ServiceEntry has the host " + host)));
  }

  private static boolean allowsKnownHostsOnly(Installation installation) {
    List<String> namespaces = PolicyServers.namespaces(installation);
    return installation.mesh().allowsKnownHostsOnly()
        || IstioKinds.sidecars(installation)
            .filter(sidecar -> namespaces.contains(sidecar.namespace()))
            .anyMatch(sidecar -> MeshSettings.restrictsEgress(sidecar.spec()));
  }

  /** Returns the URLs that extauthz-server fetches for an issuer. */
  private static List<DocumentField> urls(DocumentField issuer) {
    List<DocumentField> named =
        Stream.of("jwks-url", "introspection-url")
            .map(issuer::at)
            .filter(DocumentField::exists)
            .toList();
    return named.isEmpty() ? List.of(issuer.at("issuer")) : named;
  }

  private static Optional<String> host(String url) {
    try {
      return Optional.ofNullable(URI.create(url).getHost());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isKnown(Installation installation, String host) {
    Optional<ServiceName> service = ServiceName.ofHost(host);
    if (service.isPresent()) {
      return !installation.knowsServices(service.get().namespace())
          || installation.service(service.get()).isPresent();
    }
    return installation
        .all(IstioKinds.NETWORKING, "ServiceEntry")
        .flatMap(entry -> entry.spec().at("hosts").items().stream())
        .flatMap(entry -> entry.text().stream())
        .anyMatch(entry ->
            entry.equals(host) || (entry.startsWith("*.") && host.endsWith(entry.substring(1))));
  }
}
