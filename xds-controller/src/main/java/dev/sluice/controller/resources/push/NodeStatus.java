package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.List;
import java.util.Optional;

/** A status of one connected node. */
public record NodeStatus(NodeIdentity node, List<TypeStatus> types) {
  public NodeStatus {
    types = List.copyOf(types);
  }

  /**
   * A status of one type.
   *
   * @param desired the version of all resources to serve
   * @param acked the last version that the node accepted completely; empty before the first
   * @param rejection the last rejection of a version that the rows still define
   */
  public record TypeStatus(
      ResourceType type, String desired, String acked, Optional<ResourceRejection> rejection) {
    /** Returns whether the node has all served resources. */
    public boolean isInSync() {
      return desired.equals(acked);
    }
  }
}
