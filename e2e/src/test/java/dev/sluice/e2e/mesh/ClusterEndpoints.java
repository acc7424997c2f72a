package dev.sluice.e2e.mesh;

import dev.sluice.e2e.istio.Kubectl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints of services, as the endpoint controller makes them, and names in place of DNS. */
final class ClusterEndpoints {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Kubectl kubectl;

  ClusterEndpoints(Kubectl kubectl) {
    this.kubectl = kubectl;
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
    ObjectNode slice = slice(namespace, service, found);
    for (JsonNode pod :
        kubectl.get("pods", "--namespace=" + namespace, "--selector=" + selector).path("items")) {
      ObjectNode endpoint = slice.withArray("endpoints").addObject();
      endpoint.putArray("addresses").add(pod.at("/status/podIP").asString());
      endpoint.putObject("conditions").put("ready", true);
      endpoint
          .putObject("targetRef")
          .put("kind", "Pod")
          .put("name", pod.at("/metadata/name").asString())
          .put("namespace", namespace);
    }
    kubectl.apply(slice.toString());
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

  private static ObjectNode slice(String namespace, String service, JsonNode found) {
    ObjectNode slice = JSON.createObjectNode();
    slice.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
    slice.put("addressType", "IPv4");
    slice.putArray("endpoints");
    ObjectNode metadata = slice.putObject("metadata");
    metadata.put("name", service + "-1").put("namespace", namespace);
    metadata.putObject("labels").put("kubernetes.io/service-name", service);
    for (JsonNode port : found.at("/spec/ports")) {
      ObjectNode added = slice.withArray("ports").addObject();
      added.put("port", port.path("targetPort").asInt()).put("protocol", "TCP");
      added.put("name", port.path("name").asString(""));
      if (port.has("appProtocol")) {
        added.put("appProtocol", port.path("appProtocol").asString());
      }
    }
    return slice;
  }
}
