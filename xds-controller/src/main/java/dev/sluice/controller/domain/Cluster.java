package dev.sluice.controller.domain;

/** A place where gateways run; its region is part of generated host names. */
public record Cluster(String id, String name, String region) implements Entity {}
