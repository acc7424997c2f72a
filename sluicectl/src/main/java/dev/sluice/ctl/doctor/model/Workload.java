package dev.sluice.ctl.doctor.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A workload: a resource that runs pods. */
public record Workload(
    KubernetesResource resource, Map<String, String> labels, DocumentField podSpec) {
  private static final Set<String> KINDS =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet");

  public Workload {
    labels = Map.copyOf(labels);
  }

  /** Returns the workload of a resource; empty if it runs no pods. */
  public static Optional<Workload> of(KubernetesResource resource) {
    if (resource.kind().equals("Pod")) {
      return Optional.of(
          new Workload(
              resource, resource.root().at("metadata", "labels").texts(), resource.spec()));
    }
    if (!KINDS.contains(resource.kind())) {
      return Optional.empty();
    }
    DocumentField template = resource.spec().at("template");
    return Optional.of(
        new Workload(resource, template.at("metadata", "labels").texts(), template.at("spec")));
  }

  public String namespace() {
    return resource.namespace();
  }

  public String name() {
    return resource.name();
  }

  /** Returns the containers, also those that run before the others. */
  public List<DocumentField> containers() {
    return Stream.of("initContainers", "containers")
        .flatMap(list -> podSpec.at(list).items().stream())
        .toList();
  }
}
