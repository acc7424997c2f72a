package dev.sluice.controller.domain;

import java.util.Map;

/**
 * A backend of a route with its weight; an order above zero makes it a fallback.
 *
 * @param subset the labels of the endpoints that the route uses; empty means all endpoints
 */
public record RouteBackend(
    String backend, int weight, int failoverOrder, Map<String, Object> subset) {
  public RouteBackend {
    subset = Map.copyOf(subset);
  }

  /** Creates a backend of a route that uses all endpoints. */
  public RouteBackend(String backend, int weight, int failoverOrder) {
    this(backend, weight, failoverOrder, Map.of());
  }
}
