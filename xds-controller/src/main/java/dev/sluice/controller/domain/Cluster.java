package dev.sluice.controller.domain;

/** A place where gateways run. */
public record Cluster(String id, String name) {}
