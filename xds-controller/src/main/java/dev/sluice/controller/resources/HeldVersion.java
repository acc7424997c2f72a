package dev.sluice.controller.resources;

/** A resource that a node that comes back says it has. */
public record HeldVersion(String name, String version) {}
