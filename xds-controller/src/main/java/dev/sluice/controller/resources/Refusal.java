package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import java.time.Instant;

/** A version of a resource that a node did not take, with the node's own words. */
public record Refusal(ResourceType type, String name, String version, String why, Instant at) {}
