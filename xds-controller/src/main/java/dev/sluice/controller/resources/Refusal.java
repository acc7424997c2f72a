package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import java.time.Instant;

/**
 * A version of a resource that a node did not take, with the node's own words.
 *
 * @param object the object that the resource belongs to
 */
public record Refusal(
    ResourceType type, String name, String object, String version, String why, Instant at) {
  static Refusal of(EncodedResource resource, String object, String why) {
    return new Refusal(
        resource.type(), resource.name(), object, resource.version(), why, Instant.now());
  }
}
