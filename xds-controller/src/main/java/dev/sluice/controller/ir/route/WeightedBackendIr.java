package dev.sluice.controller.ir.route;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A backend of a route with its weight.
 *
 * @param backend the id of the backend
 * @param subset the labels of the endpoints that the route uses; empty means all endpoints
 */
public record WeightedBackendIr(String backend, int weight, Map<String, String> subset) {
  public WeightedBackendIr {
    subset = Collections.unmodifiableMap(new TreeMap<>(subset));
  }
}
