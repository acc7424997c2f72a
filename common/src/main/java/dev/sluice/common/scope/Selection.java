package dev.sluice.common.scope;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Which exchanges something of a policy applies to; an empty list stands for all. */
public record Selection(
    List<RoutePattern> routes, List<String> tenants, List<String> environments) {
  /** All exchanges. */
  public static final Selection EVERYWHERE = new Selection(List.of(), List.of(), List.of());

  public Selection {
    routes = List.copyOf(routes);
    tenants = List.copyOf(tenants);
    environments = List.copyOf(environments);
  }

  /** Reads {@code routes}, {@code tenants} and {@code environments}. */
  public static Selection read(JsonNode node) {
    return new Selection(
        texts(node, "routes").map(RoutePattern::new).toList(),
        texts(node, "tenants").toList(),
        texts(node, "environments").toList());
  }

  private static Stream<String> texts(JsonNode node, String key) {
    return node.path(key).valueStream().map(JsonNode::asString);
  }

  /** True if all exchanges are among them. */
  public boolean isEverywhere() {
    return routes.isEmpty() && tenants.isEmpty() && environments.isEmpty();
  }

  /** True if an exchange is among them. */
  public boolean covers(ExchangeScope scope) {
    return (routes.isEmpty() || routes.stream().anyMatch(route -> route.covers(scope)))
        && (tenants.isEmpty() || tenants.contains(scope.tenant()))
        && (environments.isEmpty() || environments.contains(scope.environment()));
  }

  /** Orders what has one name: that for routes goes before that for tenants, environments, all. */
  public int specificity() {
    return (routes.isEmpty() ? 0 : 4)
        + (tenants.isEmpty() ? 0 : 2)
        + (environments.isEmpty() ? 0 : 1);
  }
}
