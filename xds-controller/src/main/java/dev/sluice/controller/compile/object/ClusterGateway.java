package dev.sluice.controller.compile.object;

/** A gateway on a cluster, both by name. */
public record ClusterGateway(String cluster, String gateway) {}
