package dev.sluice.e2e.mesh;

import dev.sluice.e2e.istio.Kubectl;
import dev.sluice.e2e.istio.WorkloadPods;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The endpoints of services, as the endpoint controller makes them, and names in place of DNS. */
final class ClusterEndpoints {
  private final Kubectl kubectl;
  private final WorkloadPods pods;

  ClusterEndpoints(Kubectl kubectl) {
    this.kubectl = kubectl;
    this.pods = new WorkloadPods(kubectl);
  }

  /** Writes the endpoints of a service: the pods that its own selector selects. */
  void write(String namespace, String service) {
    JsonNode found = kubectl.get("service", service, "--namespace=" + namespace);
    String selector =
        found
            .at("/spec/selector")
            .propertyStream()
            .map(label -> label.getKey() + "=" + label.getValue().asString())
            .collect(Collectors.joining(","));
    for (JsonNode pod :
        kubectl.get("pods", "--namespace=" + namespace, "--selector=" + selector).path("items")) {
      pods.addEndpoint(
          namespace,
          service,
          pod.at("/metadata/name").asString(),
          pod.at("/status/podIP").asString());
    }
  }

  /** Returns the addresses of all services by their names. */
  Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    for (JsonNode service : kubectl.get("services", "--all-namespaces").path("items")) {
      String address = service.at("/spec/clusterIP").asString("");
      String name =
          service.at("/metadata/name").asString()
              + "."
              + service.at("/metadata/namespace").asString();
      if (!address.isEmpty() && !address.equals("None")) {
        names.put(name, address);
        names.put(name + ".svc", address);
        names.put(name + ".svc.cluster.local", address);
      }
    }
    return names;
  }
}
