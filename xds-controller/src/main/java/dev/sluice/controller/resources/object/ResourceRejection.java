package dev.sluice.controller.resources.object;

import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.xds.resource.ResourceType;
import java.time.Instant;

/**
 * A version of a resource that a node rejected, with the error message of the node.
 *
 * @param object the object that the resource belongs to
 */
public record ResourceRejection(
    String cluster,
    String node,
    String object,
    ResourceType type,
    String name,
    String version,
    String reason,
    Instant at) {
  public static ResourceRejection of(
      NodeIdentity node, EncodedResource resource, String object, String why) {
    return new ResourceRejection(
        node.scope().cluster(),
        node.id(),
        object,
        resource.type(),
        resource.name(),
        resource.version(),
        why,
        Instant.now());
  }
}
