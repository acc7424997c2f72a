package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One answer to a node, until the node has said what it makes of it. */
record Push(ResourceType type, List<EncodedResource> resources, List<String> removed) {
  Set<String> names() {
    return resources.stream().map(EncodedResource::name).collect(Collectors.toSet());
  }
}
