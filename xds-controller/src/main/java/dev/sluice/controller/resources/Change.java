package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is different in one cluster from now on. */
public record Change(String cluster, List<Replaced> resources) {
  public Change {
    resources = List.copyOf(resources);
  }

  /** One name of one type: what it stood for before, and what it stands for now. */
  record Replaced(ResourceType type, String name, @Nullable Placed before, @Nullable Placed after) {
    /** Whether a view is concerned. */
    boolean changes(View view) {
      return (before != null && before.visible(view)) || (after != null && after.visible(view));
    }
  }

  boolean isEmpty() {
    return resources.isEmpty();
  }

  boolean touches(ResourceType type) {
    return resources.stream().anyMatch(replaced -> replaced.type() == type);
  }
}
