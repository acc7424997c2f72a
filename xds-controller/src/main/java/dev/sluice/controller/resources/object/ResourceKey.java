package dev.sluice.controller.resources.object;

import dev.sluice.controller.xds.resource.ResourceType;

/** A key of a resource in requests of nodes. */
public record ResourceKey(ResourceType type, String name) {
  public static ResourceKey of(EncodedResource resource) {
    return new ResourceKey(resource.type(), resource.name());
  }
}
