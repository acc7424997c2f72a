package dev.sluice.common.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A set of objects that belong together: those of all files, or those that one folder is rendered
 * to.
 *
 * @param outsideLabels the labels of pods that operators have already, such as those of a gateway
 * @param configMaps the names of ConfigMaps that a kustomization generates
 */
record ManifestSet(
    String name,
    List<KubernetesObject> objects,
    Set<Map<String, String>> outsideLabels,
    Set<String> configMaps) {
  /** The prefix of the labels with which operators choose their own pods and routes. */
  private static final String OPT_IN = "sluice.dev/";

  /** Parses the documents of a YAML text. */
  static List<KubernetesObject> parse(String source, String yaml) {
    List<KubernetesObject> objects = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      objects.add(new KubernetesObject(source, new ManifestNode(document)));
    }
    return objects;
  }

  /** Creates a set of one text, which needs nothing from outside. */
  static ManifestSet of(String yaml) {
    return new ManifestSet("sample", parse("sample", yaml), Set.of(), Set.of());
  }

  Stream<KubernetesObject> ofKind(String kind) {
    return objects.stream().filter(object -> object.isA(kind));
  }

  Stream<KubernetesObject> workloads() {
    return objects.stream().filter(KubernetesObject::isWorkload);
  }

  boolean contains(String kind, String objectName) {
    return ofKind(kind).anyMatch(object -> object.name().equals(objectName));
  }

  /** Returns whether pods of this set, or known pods outside of it, have all of the labels. */
  boolean hasPods(String namespace, Map<String, String> labels) {
    return outsideLabels.contains(labels)
        || labels.keySet().stream().allMatch(key -> key.startsWith(OPT_IN))
        || workloads()
            .filter(workload -> sameNamespace(namespace, workload.namespace()))
            .anyMatch(workload -> workload.podLabels().entrySet().containsAll(labels.entrySet()));
  }

  /** An absent namespace is set later, and may be any. */
  private static boolean sameNamespace(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  @Override
  public String toString() {
    return name;
  }
}
