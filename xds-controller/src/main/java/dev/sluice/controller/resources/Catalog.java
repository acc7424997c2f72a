package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import java.util.Optional;
import java.util.Set;

/** The store as one node sees it. */
record Catalog(ResourceStore store, View view) {
  Optional<EncodedResource> find(ResourceType type, String name) {
    return store.find(view, type, name);
  }

  Set<String> names(ResourceType type) {
    return store.names(view, type);
  }

  String version(ResourceType type) {
    return store.version(view, type);
  }
}
