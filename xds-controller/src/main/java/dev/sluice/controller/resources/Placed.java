package dev.sluice.controller.resources;

import java.util.Set;

/** A resource where it is served, and the object that it belongs to. */
record Placed(EncodedResource resource, Set<String> gateways, ObjectState owner) {
  boolean visible(View view) {
    return view.gateway().map(gateways::contains).orElse(true);
  }

  boolean isSameAs(Placed other) {
    return resource.isSameAs(other.resource) && gateways.equals(other.gateways);
  }
}
