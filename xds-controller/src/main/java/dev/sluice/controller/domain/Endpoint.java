package dev.sluice.controller.domain;

/** One address of a backend. */
public record Endpoint(String host, int port, int weight, int priority) {}
