package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import java.util.Optional;
import java.util.stream.Stream;

/** The store as one node sees it. */
record Catalog(ResourceStore store, View view) {
  Optional<Placed> find(ResourceType type, String name) {
    return store.find(view, type, name);
  }

  Stream<String> names(ResourceType type) {
    return store.names(view, type);
  }

  String version(ResourceType type) {
    return store.version(view, type);
  }

  long revision() {
    return store.revision(view.cluster());
  }

  NameTable nameTable(ResourceType type) {
    return store.nameTable(view, type);
  }
}
