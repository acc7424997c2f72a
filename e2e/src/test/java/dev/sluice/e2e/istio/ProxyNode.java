package dev.sluice.e2e.istio;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.Map;

/**
 * A proxy as istiod knows it: its kind, its address, and the pod that it belongs to.
 *
 * @param kind {@code sidecar}, {@code router} or {@code waypoint}
 */
record ProxyNode(
    String kind, String address, String pod, String namespace, Map<String, String> labels) {

  /** Returns the node that the proxy's agent would send. */
  Node toNode() {
    Struct.Builder labelFields = Struct.newBuilder();
    labels.forEach((key, value) -> labelFields.putFields(key, text(value)));
    return Node.newBuilder()
        .setId(
            "%s~%s~%s.%s~%s.svc.cluster.local".formatted(kind, address, pod, namespace, namespace))
        .setCluster(pod + "." + namespace)
        .setMetadata(
            Struct.newBuilder()
                .putFields("NAME", text(pod))
                .putFields("NAMESPACE", text(namespace))
                .putFields("CLUSTER_ID", text("Kubernetes"))
                .putFields("ISTIO_VERSION", text("1.31.1"))
                .putFields("INTERCEPTION_MODE", text("REDIRECT"))
                .putFields("LABELS", Value.newBuilder().setStructValue(labelFields).build()))
        .build();
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }
}
