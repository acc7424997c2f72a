package dev.sluice.e2e.istio;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A maker of pods from the templates of workloads, as controllers make them. A kubelet, which would
 * run them, is not there: their status is written instead.
 */
public final class WorkloadPods {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Kubectl kubectl;

  public WorkloadPods(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  /**
   * Creates the pod {@code <name>-0} of a workload. The API server injects into it and may refuse
   * it.
   *
   * @param kind the kind of the workload, such as {@code statefulset}
   */
  public CommandResult create(String namespace, String kind, String name) {
    JsonNode workload = kubectl.get(kind, name, "-n", namespace);
    JsonNode template = workload.at("/spec/template");
    ObjectNode pod = JSON.createObjectNode();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("name", name + "-0").put("namespace", namespace);
    metadata.set("labels", template.at("/metadata/labels"));
    if (template.at("/metadata/annotations").isObject()) {
      metadata.set("annotations", template.at("/metadata/annotations"));
    }
    ObjectNode spec = (ObjectNode) template.path("spec").deepCopy();
    ArrayNode volumes = spec.withArray("/volumes");
    for (JsonNode claim : workload.at("/spec/volumeClaimTemplates")) {
      // The kubelet would mount a claim; where a volume is from has no meaning here.
      volumes.addObject().put("name", claim.at("/metadata/name").asString()).putObject("emptyDir");
    }
    pod.set("spec", spec);
    return kubectl.program().execute(pod.toString(), List.of("create", "-f", "-"));
  }

  /** Writes that a pod runs and is ready at an address. */
  public void setRunning(String namespace, String pod, String address) {
    kubectl.run(
        "patch",
        "pod",
        pod,
        "-n",
        namespace,
        "--subresource=status",
        "--type=merge",
        "-p",
        """
        {"status": {"phase": "Running", "podIP": "%s", "podIPs": [{"ip": "%s"}],
          "conditions": [{"type": "Ready", "status": "True"}]}}
        """
            .formatted(address, address));
  }

  /** Writes that a Service leads to a running pod. Target ports of the Service must be numbers. */
  public void addEndpoint(String namespace, String service, String pod, String address) {
    ObjectNode slice = JSON.createObjectNode();
    slice.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
    slice.put("addressType", "IPv4");
    ObjectNode metadata = slice.putObject("metadata");
    metadata.put("name", service + "-" + pod).put("namespace", namespace);
    metadata.putObject("labels").put("kubernetes.io/service-name", service);
    ObjectNode endpoint = slice.putArray("endpoints").addObject();
    endpoint.putArray("addresses").add(address);
    endpoint.putObject("conditions").put("ready", true);
    endpoint.putObject("targetRef").put("kind", "Pod").put("name", pod).put("namespace", namespace);
    ArrayNode ports = slice.putArray("ports");
    for (JsonNode port : kubectl.get("service", service, "-n", namespace).at("/spec/ports")) {
      ObjectNode served = ports.addObject();
      served.put("port", port.path("targetPort").asInt(port.path("port").asInt()));
      served.put("protocol", "TCP").put("name", port.path("name").asString(""));
      if (port.has("appProtocol")) {
        served.put("appProtocol", port.path("appProtocol").asString());
      }
    }
    kubectl.apply(slice.toString());
  }
}
