package dev.sluice.bench.xds.node;

/** The type and name of a resource. */
public record ResourceRef(XdsType type, String name) {}
