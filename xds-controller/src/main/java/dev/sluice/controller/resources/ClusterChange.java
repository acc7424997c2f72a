package dev.sluice.controller.resources;

import dev.sluice.controller.resources.node.NodeScope;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is different in one cluster from now on. */
public record ClusterChange(String cluster, List<ReplacedResource> resources) {
  public ClusterChange {
    resources = List.copyOf(resources);
  }

  /** One name of one type: what it stood for before, and what it stands for now. */
  public record ReplacedResource(
      ResourceType type,
      String name,
      @Nullable ServedResource before,
      @Nullable ServedResource after) {
    /** Whether a view is concerned. */
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
