package dev.sluice.controller.xds.resource;

import java.util.Arrays;
import java.util.Optional;

/** The kind of a node, which decides which resource types it may request. */
public enum NodeKind {
  ENVOY,
  EXTAUTHZ,
  EXTPROC,
  GRPC;

  /** Returns the type that a URL means in a request of such a node. */
  public Optional<ResourceType> resourceType(String url) {
    return Arrays.stream(ResourceType.values())
        .filter(this::mayRequest)
        .filter(type -> type.url().equals(url))
        .findFirst();
  }

  /** Returns whether the node must have a publish before Envoy routes requests of it. */
  public boolean isPolicyServer() {
    return this == EXTAUTHZ || this == EXTPROC;
  }

  /** Returns whether the node may request resources of a type. */
  public boolean mayRequest(ResourceType type) {
    return type.requesters().contains(this);
  }
}
