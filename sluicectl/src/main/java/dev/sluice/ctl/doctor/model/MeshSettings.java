package dev.sluice.ctl.doctor.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The mesh configuration, which may come from several documents. */
public record MeshSettings(List<DocumentField> documents) {
  public MeshSettings {
    documents = List.copyOf(documents);
  }

  public boolean isKnown() {
    return !documents.isEmpty();
  }

  public List<DocumentField> providers() {
    return documents.stream()
        .flatMap(mesh -> mesh.at("extensionProviders").items().stream())
        .toList();
  }

  public Optional<DocumentField> provider(String name) {
    return providers().stream()
        .filter(provider -> provider.at("name").textOr("").equals(name))
        .findFirst();
  }

  /** Returns the settings of all providers that call an ext_authz server over gRPC. */
  public List<DocumentField> authorizers() {
    return providers().stream()
        .map(provider -> provider.at("envoyExtAuthzGrpc"))
        .filter(DocumentField::exists)
        .toList();
  }

  /** Returns the names of the providers that log access where no Telemetry resource does. */
  public Stream<String> defaultAccessLogs() {
    return documents.stream()
        .flatMap(mesh -> mesh.at("defaultProviders", "accessLogging").items().stream())
        .flatMap(name -> name.text().stream());
  }

  /** Returns whether workloads may call only hosts that the mesh knows. */
  public boolean allowsKnownHostsOnly() {
    return documents.stream().anyMatch(MeshSettings::restrictsEgress);
  }

  /** Returns whether the settings, of a mesh or of a Sidecar, allow only known hosts. */
  public static boolean restrictsEgress(DocumentField settings) {
    return settings.at("outboundTrafficPolicy", "mode").textOr("").equals("REGISTRY_ONLY");
  }

  /** Returns the namespace whose resources apply to all namespaces. */
  public String rootNamespace() {
    return documents.stream()
        .flatMap(mesh -> mesh.at("rootNamespace").text().stream())
        .findFirst()
        .orElse("istio-system");
  }
}
