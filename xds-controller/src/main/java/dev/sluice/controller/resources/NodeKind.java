package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;

/** Who is asking, which decides what may be asked for. */
public enum NodeKind {
  ENVOY,
  EXTAUTHZ,
  EXTPROC;

  boolean sees(ResourceType type) {
    return (this == ENVOY) == type.isEnvoys();
  }
}
