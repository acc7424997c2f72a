package dev.sluice.ctl.doctor.input;

import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.MeshSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A builder of an installation from documents of all kinds. */
final class InstallationBuilder {
  private static final Set<String> SERVER_FILES =
      Set.of("extauthz-server.yaml", "extproc-dlp-server.yaml");

  private static final String POLICY_FILE = "authz.yaml";

  private final List<KubernetesResource> resources = new ArrayList<>();
  private final List<DocumentField> mesh = new ArrayList<>();
  private final List<DocumentField> policies = new ArrayList<>();
  private final Map<String, DocumentField> serverSettings = new LinkedHashMap<>();

  /** Returns whether checks read a file of a ConfigMap that has this name. */
  static boolean isRead(String fileName) {
    return SERVER_FILES.contains(fileName) || fileName.equals(POLICY_FILE);
  }

  /**
   * Adds a document.
   *
   * @param namespace the namespace of a resource that names none
   * @param fileName the name of the file, which names the server of a configuration
   */
  void add(DocumentField document, String namespace, String fileName)
      throws UnreadableInputException {
    String kind = document.at("kind").textOr("");
    if (kind.isEmpty()) {
      addWithoutKind(document, fileName);
    } else if (kind.endsWith("List") && document.at("items").exists()) {
      for (DocumentField item : document.at("items").items()) {
        add(item, namespace, fileName);
      }
    } else if (kind.equals("IstioOperator")) {
      addMesh(document.at("spec", "meshConfig"));
    } else if (kind.equals("AuthzPolicy")) {
      policies.add(document);
    } else {
      addResource(document, kind, namespace);
    }
  }

  private void addWithoutKind(DocumentField document, String fileName) {
    if (document.at("meshConfig").exists()) {
      addMesh(document.at("meshConfig"));
    } else if (document.at("extensionProviders").exists()) {
      addMesh(document);
    } else if (SERVER_FILES.contains(fileName)) {
      serverSettings.put(fileName, document);
    }
  }

  private void addMesh(DocumentField settings) {
    if (settings.isMapping()) {
      mesh.add(settings);
    }
  }

  private void addResource(DocumentField document, String kind, String namespace)
      throws UnreadableInputException {
    DocumentField metadata = document.at("metadata");
    KubernetesResource resource =
        new KubernetesResource(
            document.at("apiVersion").textOr(""),
            kind,
            metadata.at("namespace").textOr(namespace),
            metadata.at("name").textOr(""),
            document);
    resources.add(resource);
    if (kind.equals("ConfigMap")) {
      addTexts(resource);
    }
  }

  /** Adds the documents that are values of a ConfigMap. */
  private void addTexts(KubernetesResource configMap) throws UnreadableInputException {
    for (DocumentField value : configMap.root().at("data").values()) {
      String name = value.key();
      if (name.equals("mesh") && configMap.name().startsWith("istio")) {
        addMesh(YamlDocuments.embedded(value));
      } else if (isRead(name)) {
        add(YamlDocuments.embedded(value), configMap.namespace(), name);
      }
    }
  }

  /** Returns the installation; {@code complete} says which namespaces were read as a whole. */
  Installation build(Predicate<String> complete) {
    return new Installation(resources, new MeshSettings(mesh), policies, serverSettings, complete);
  }
}
