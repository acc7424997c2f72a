package dev.sluice.common.manifests;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An object of Kubernetes, with the name of the file or of the folder that it is from. */
record KubernetesObject(String source, ManifestNode root) {
  private static final List<String> WORKLOADS = List.of("StatefulSet", "Deployment");

  String kind() {
    return root.at("kind").text();
  }

  String name() {
    return root.at("metadata", "name").text();
  }

  /** Returns the namespace; empty where a kustomization sets it. */
  String namespace() {
    return root.at("metadata", "namespace").text();
  }

  ManifestNode spec(String... path) {
    return root.at("spec").at(path);
  }

  boolean isA(String kind) {
    return kind().equals(kind);
  }

  boolean isWorkload() {
    return WORKLOADS.contains(kind());
  }

  /** Returns the specification of the pods of a workload. */
  ManifestNode pod() {
    return spec("template", "spec");
  }

  Map<String, String> podLabels() {
    return spec("template", "metadata", "labels").labels();
  }

  Stream<ManifestNode> containers() {
    return pod().at("containers").items();
  }

  @Override
  public String toString() {
    return source + ": " + kind() + " " + name();
  }
}
