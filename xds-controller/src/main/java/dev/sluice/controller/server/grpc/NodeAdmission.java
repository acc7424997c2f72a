package dev.sluice.controller.server.grpc;

import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.controller.resources.ResourceStore;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.xds.resource.NodeKind;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.grpc.Status;
import java.util.Locale;
import java.util.Optional;

/**
 * A decision whether a node may have a stream, based on the node's claims and the current
 * resources.
 */
sealed interface NodeAdmission {
  record Admitted(NodeIdentity node) implements NodeAdmission {}

  record NotAdmitted(Status status) implements NodeAdmission {}

  /**
   * Decides on the first request of a stream.
   *
   * @param peer the identity in the certificate of the connection; empty without TLS
   */
  static NodeAdmission of(
      Node node, Optional<SpiffeId> peer, ResourceStore store, AgentRegistry agents) {
    String cluster = node.getCluster();
    if (cluster.isEmpty() || !node.getId().startsWith(cluster + "/")) {
      return refused(Status.PERMISSION_DENIED, "node.id must be <node.cluster>/<name>");
    }
    Optional<NodeKind> kind = kind(metadata(node, "sluice_kind"));
    if (kind.isEmpty()) {
      return refused(
          Status.PERMISSION_DENIED,
          "node.metadata.sluice_kind must be envoy, extauthz, extproc or grpc");
    }
    if (store.isEmpty()) {
      return refused(Status.UNAVAILABLE, "no configuration has been read yet");
    }
    if (!store.contains(cluster)) {
      return refused(Status.NOT_FOUND, "cluster '" + cluster + "' is not known");
    }
    Optional<String> gateway =
        Optional.of(metadata(node, "sluice_gateway")).filter(name -> !name.isEmpty());
    // A gateway without a publish is admitted too, because its nodes have to remove their old
    // resources.
    NodeIdentity identity = new NodeIdentity(node.getId(), kind.get(), cluster, gateway);
    return peer.flatMap(holder -> agents.rejectionStatus(holder, identity))
        .<NodeAdmission>map(NotAdmitted::new)
        .orElseGet(() -> new Admitted(identity));
  }

  private static NotAdmitted refused(Status status, String description) {
    return new NotAdmitted(status.withDescription(description));
  }

  private static String metadata(Node node, String key) {
    return node.getMetadata().containsFields(key)
        ? node.getMetadata().getFieldsOrThrow(key).getStringValue()
        : "";
  }

  private static Optional<NodeKind> kind(String name) {
    for (NodeKind kind : NodeKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
