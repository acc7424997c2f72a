package dev.sluice.controller.ir;

/** One address of a backend; a lower priority number is preferred. */
public record EndpointIr(String host, int port, int weight, int priority) {}
