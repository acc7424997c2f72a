package dev.sluice.controller.plan.route;

import dev.sluice.controller.ir.EndpointIr;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The labels of the endpoints of a backend. Envoy keeps the endpoints of each combination of
 * labels, so that their number is limited.
 */
public final class EndpointLabels {
  public static final int MOST_NAMES = 4;

  private EndpointLabels() {}

  /** Returns the names of all labels of endpoints. */
  public static Set<String> names(List<EndpointIr> endpoints) {
    Set<String> names = new TreeSet<>();
    endpoints.forEach(endpoint -> names.addAll(endpoint.labels().keySet()));
    return names;
  }

  /** Returns whether a route may select endpoints by these labels. */
  static boolean selectable(Set<String> names, List<EndpointIr> endpoints) {
    Set<String> known = names(endpoints);
    return known.size() <= MOST_NAMES && known.containsAll(names);
  }

  /** Returns an endpoint without labels. */
  public static EndpointIr removeFrom(EndpointIr endpoint) {
    return new EndpointIr(
        endpoint.host(),
        endpoint.port(),
        endpoint.weight(),
        endpoint.priority(),
        endpoint.zone(),
        endpoint.draining(),
        Map.of());
  }
}
