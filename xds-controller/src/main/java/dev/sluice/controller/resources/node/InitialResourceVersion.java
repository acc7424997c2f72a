package dev.sluice.controller.resources.node;

/** A resource that a reconnected node already has. */
public record InitialResourceVersion(String name, String version) {}
