package dev.sluice.controller.resources;

import dev.sluice.controller.resources.node.NodeScope;
import dev.sluice.controller.resources.object.EncodedResource;
import java.util.Set;

/** A served resource with its gateways and its object. */
public record ServedResource(EncodedResource resource, Set<String> gateways, ObjectState owner) {
  public boolean isVisible(NodeScope view) {
    return view.gateway().map(gateways::contains).orElse(true);
  }

  boolean isSameAs(ServedResource other) {
    return resource.isSameAs(other.resource) && gateways.equals(other.gateways);
  }
}
