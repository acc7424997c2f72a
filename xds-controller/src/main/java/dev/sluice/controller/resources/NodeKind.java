package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;

/** Who is asking, which decides what may be asked for. */
public enum NodeKind {
  ENVOY,
  EXTAUTHZ,
  EXTPROC;

  boolean sees(ResourceType type) {
    return switch (type) {
      case CLUSTER, ENDPOINTS, SECRET, LISTENER, ROUTES, SCOPE -> this == ENVOY;
      case PUBLISH -> this != ENVOY;
      case REVOCATION, PLAN, CREDENTIAL -> this == EXTAUTHZ;
      case LLM_MODEL -> this == EXTPROC;
    };
  }
}
