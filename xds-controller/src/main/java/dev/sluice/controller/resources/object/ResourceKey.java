package dev.sluice.controller.resources.object;

import dev.sluice.controller.xds.resource.ResourceType;

/** What a resource is asked for by. */
public record ResourceKey(ResourceType type, String name) {
  public static ResourceKey of(EncodedResource resource) {
    return new ResourceKey(resource.type(), resource.name());
  }
}
