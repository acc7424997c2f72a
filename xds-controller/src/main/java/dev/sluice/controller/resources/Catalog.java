package dev.sluice.controller.resources;

import dev.sluice.common.ads.SetVersion;
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

  /** A version of all of a type: it depends on the content and on nothing else. */
  String version(ResourceType type) {
    return SetVersion.text(sum(type));
  }

  /** The sum of the marks of all of a type. */
  long sum(ResourceType type) {
    return store.sum(view, type);
  }

  long revision() {
    return store.revision(view.cluster());
  }

  NameTable nameTable(ResourceType type) {
    return store.nameTable(view, type);
  }
}
