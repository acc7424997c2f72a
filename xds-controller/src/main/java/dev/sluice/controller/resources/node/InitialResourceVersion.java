package dev.sluice.controller.resources.node;

/** A resource that a node that comes back says it has. */
public record InitialResourceVersion(String name, String version) {}
