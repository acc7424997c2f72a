package dev.sluice.controller.resources;

import dev.sluice.common.ads.ResourceSetVersion;
import dev.sluice.controller.resources.node.NodeScope;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.Optional;
import java.util.stream.Stream;

/** A view of the store in the scope of one node. */
public record NodeCatalog(ResourceStore store, NodeScope scope) {
  public Optional<ServedResource> find(ResourceType type, String name) {
    return store.find(scope, type, name);
  }

  public Stream<String> names(ResourceType type) {
    return store.names(scope, type);
  }

  /** Returns the version of all resources of a type, which depends only on their content. */
  public String version(ResourceType type) {
    return ResourceSetVersion.text(checksum(type));
  }

  /** Returns the checksum of all resources of a type. */
  public long checksum(ResourceType type) {
    return store.checksum(scope, type);
  }

  public long revision() {
    return store.revision(scope.cluster());
  }

  public ResourceNameTable nameTable(ResourceType type) {
    return store.nameTable(scope, type);
  }
}
