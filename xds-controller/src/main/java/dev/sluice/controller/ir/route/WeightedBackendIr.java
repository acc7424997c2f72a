package dev.sluice.controller.ir.route;

/**
 * A backend of a route with its weight.
 *
 * @param backend the id of the backend
 */
public record WeightedBackendIr(String backend, int weight) {}
