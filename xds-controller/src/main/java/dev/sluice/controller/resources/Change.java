package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import java.util.Map;
import java.util.Set;

/** The names, by type, that are new, different or gone in one gateway of a cluster. */
public record Change(String cluster, String gateway, Map<ResourceType, Set<String>> names) {
  public boolean isEmpty() {
    return names.isEmpty();
  }
}
