package dev.sluice.e2e.mesh;

import java.util.List;
import java.util.Locale;

/** An installation on Istio: an overlay of the manifests, and the workloads around it. */
enum MeshInstallation {
  /** The gateway overlay with the example upstream. */
  GATEWAY("istio-ingress"),

  /** The sidecar overlay with applications that opt in. */
  SIDECAR("apps");

  private final String namespace;

  MeshInstallation(String namespace) {
    this.namespace = namespace;
  }

  /** A workload of one pod, with a service of the same name. */
  record Workload(String kind, String name, String namespace) {
    String pod() {
      return name + "-0";
    }

    boolean isGateway() {
      return name.equals("istio-ingress");
    }
  }

  /** Returns the namespace that the overlay expects to exist. */
  String namespace() {
    return namespace;
  }

  /** Returns the workloads besides the servers. */
  List<Workload> workloads() {
    return switch (this) {
      case GATEWAY ->
          List.of(
              new Workload("deployment", "istio-ingress", "istio-ingress"),
              new Workload("deployment", "chat", "upstreams"));
      case SIDECAR ->
          List.of(
              new Workload("deployment", "shop", "apps"),
              new Workload("deployment", "plain", "apps"),
              new Workload("deployment", "client", "apps"));
    };
  }

  /** Returns the name of a resource file. */
  String file(String part) {
    return name().toLowerCase(Locale.ROOT) + "-" + part + ".yaml";
  }
}
