package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A response to a node that is not acknowledged yet. */
record ResourcePush(ResourceType type, List<EncodedResource> resources, List<String> removed) {
  Set<String> names() {
    return resources.stream().map(EncodedResource::name).collect(Collectors.toSet());
  }
}
