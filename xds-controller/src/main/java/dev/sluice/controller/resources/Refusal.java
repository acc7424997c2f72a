package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import java.time.Instant;

/**
 * A version of a resource that a node did not take, with the node's own words.
 *
 * @param object the object that the resource belongs to
 */
public record Refusal(
    String cluster,
    String node,
    String object,
    ResourceType type,
    String name,
    String version,
    String why,
    Instant at) {
  static Refusal of(NodeIdentity node, EncodedResource resource, String object, String why) {
    return new Refusal(
        node.view().cluster(),
        node.id(),
        object,
        resource.type(),
        resource.name(),
        resource.version(),
        why,
        Instant.now());
  }
}
