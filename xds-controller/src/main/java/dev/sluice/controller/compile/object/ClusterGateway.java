package dev.sluice.controller.compile.object;

/** A gateway on a cluster, both by name: where something is served. */
public record ClusterGateway(String cluster, String gateway) {}
