package dev.sluice.controller.resources.node;

import dev.sluice.controller.xds.resource.ResourceType;
import java.util.Arrays;
import java.util.Optional;

/** Who is asking, which decides what may be asked for. */
public enum NodeKind {
  ENVOY,
  EXTAUTHZ,
  EXTPROC,
  GRPC;

  /** What that URL stands for when such a node asks. */
  public Optional<ResourceType> resourceType(String url) {
    return Arrays.stream(ResourceType.values())
        .filter(this::mayRequest)
        .filter(type -> type.url().equals(url))
        .findFirst();
  }

  /** Whether it has to know a publish before requests come. */
  public boolean isPolicyServer() {
    return this == EXTAUTHZ || this == EXTPROC;
  }

  public boolean mayRequest(ResourceType type) {
    return switch (type) {
      case CLUSTER, SECRET, LISTENER, ROUTES, SCOPE -> this == ENVOY;
      case ENDPOINTS -> this == ENVOY || this == GRPC;
      case API_CLUSTER, API_ROUTES, API_LISTENER -> this == GRPC;
      case PUBLISH -> isPolicyServer();
      case REVOCATION, PLAN, CREDENTIAL -> this == EXTAUTHZ;
      case LLM_MODEL -> this == EXTPROC;
    };
  }
}
