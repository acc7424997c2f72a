package dev.sluice.e2e.istio;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A helper that removes namespaces with their content. The controller that does so in a cluster
 * does not run.
 */
final class TestNamespaces {
  private static final List<String> KEPT =
      List.of("default", "kube-system", "kube-public", "kube-node-lease", Istiod.NAMESPACE);

  private final Kubectl kubectl;

  TestNamespaces(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  /** Creates namespaces that installations expect, such as the one of the gateway. */
  void create(String... names) {
    for (String name : names) {
      kubectl.createNamespace(name);
    }
  }

  /** Removes all namespaces besides those of Kubernetes and Istio. */
  void removeAll() {
    String kinds = String.join(",", namespacedKinds());
    for (JsonNode namespace : kubectl.get("namespaces").path("items")) {
      String name = namespace.at("/metadata/name").asString();
      if (!KEPT.contains(name)) {
        remove((ObjectNode) namespace, name, kinds);
      }
    }
  }

  private void remove(ObjectNode namespace, String name, String kinds) {
    kubectl.run(
        "delete", kinds, "--all", "-n", name, "--wait=false", "--force", "--grace-period=0");
    kubectl.run("delete", "namespace", name, "--wait=false");
    namespace.putObject("spec").putArray("finalizers");
    ((ObjectNode) namespace.path("metadata")).remove("resourceVersion");
    kubectl
        .program()
        .execute(
            namespace.toString(),
            List.of("replace", "--raw", "/api/v1/namespaces/" + name + "/finalize", "-f", "-"))
        .requireSuccess();
  }

  private List<String> namespacedKinds() {
    List<String> kinds = new ArrayList<>();
    kubectl
        .run("api-resources", "--namespaced", "--verbs=list,delete", "-o", "name")
        .lines()
        .filter(kind -> !kind.startsWith("events"))
        .forEach(kinds::add);
    return kinds;
  }
}
