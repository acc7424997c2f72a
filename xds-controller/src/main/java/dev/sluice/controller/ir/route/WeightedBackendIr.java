package dev.sluice.controller.ir.route;

/** A backend, by id, with its share of a route's traffic. */
public record WeightedBackendIr(String backend, int weight) {}
