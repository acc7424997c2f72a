package dev.sluice.controller.resources;

import dev.sluice.controller.resources.node.NodeScope;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of the resources served on one cluster. */
public record ClusterChange(String cluster, List<ReplacedResource> resources) {
  public ClusterChange {
    resources = List.copyOf(resources);
  }

  /** A resource name of one type with its resources before and after the change. */
  public record ReplacedResource(
      ResourceType type,
      String name,
      @Nullable ServedResource before,
      @Nullable ServedResource after) {
    /** Returns whether nodes with a scope see the change. */
    public boolean isVisibleTo(NodeScope view) {
      return (before != null && before.isVisible(view)) || (after != null && after.isVisible(view));
    }
  }

  public boolean isEmpty() {
    return resources.isEmpty();
  }

  boolean concerns(ResourceType type) {
    return resources.stream().anyMatch(replaced -> replaced.type() == type);
  }
}
