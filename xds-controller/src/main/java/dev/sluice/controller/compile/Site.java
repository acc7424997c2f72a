package dev.sluice.controller.compile;

/** A gateway on a cluster, both by name: where something is served. */
record Site(String cluster, String gateway) {}
