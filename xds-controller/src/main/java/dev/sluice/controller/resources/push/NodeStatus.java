package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.List;
import java.util.Optional;

/** How far one connected node is. */
public record NodeStatus(NodeIdentity node, List<TypeStatus> types) {
  public NodeStatus {
    types = List.copyOf(types);
  }

  /**
   * How far it is with one type.
   *
   * @param desired the version of all that is to be served to it
   * @param acked the version that it last had as a whole; empty before the first
   * @param rejection what it refused last of all that the rows still want
   */
  public record TypeStatus(
      ResourceType type, String desired, String acked, Optional<ResourceRejection> rejection) {
    /** Whether it has all that is served to it. */
    public boolean isInSync() {
      return desired.equals(acked);
    }
  }
}
