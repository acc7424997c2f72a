package dev.sluice.controller.resources;

import java.util.List;

/** What one gateway of a cluster is to have. */
public record ServedGateway(String cluster, String gateway, List<EncodedResource> resources) {
  public ServedGateway {
    resources = List.copyOf(resources);
  }
}
