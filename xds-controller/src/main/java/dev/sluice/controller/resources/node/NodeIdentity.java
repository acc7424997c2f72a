package dev.sluice.controller.resources.node;

import dev.sluice.controller.xds.resource.NodeKind;
import java.util.Optional;

/** A node with its id, its kind and its scope. */
public record NodeIdentity(String id, NodeKind kind, NodeScope scope) {
  public NodeIdentity(String id, NodeKind kind, String cluster, Optional<String> gateway) {
    this(id, kind, new NodeScope(cluster, gateway));
  }
}
