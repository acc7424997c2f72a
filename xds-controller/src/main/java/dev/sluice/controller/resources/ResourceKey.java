package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;

/** What a resource is asked for by. */
record ResourceKey(ResourceType type, String name) {
  static ResourceKey of(EncodedResource resource) {
    return new ResourceKey(resource.type(), resource.name());
  }
}
