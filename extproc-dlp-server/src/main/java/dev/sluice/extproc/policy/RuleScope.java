package dev.sluice.extproc.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** To which exchanges a rule applies; an empty list stands for all. */
public record RuleScope(
    Set<Direction> directions,
    List<RoutePattern> routes,
    List<String> tenants,
    List<String> environments) {
  public RuleScope {
    directions = Set.copyOf(directions);
    routes = List.copyOf(routes);
    tenants = List.copyOf(tenants);
    environments = List.copyOf(environments);
  }

  static RuleScope everywhere(Set<Direction> directions) {
    return new RuleScope(directions, List.of(), List.of(), List.of());
  }

  /** Reads {@code routes}, {@code tenants} and {@code environments}. */
  static RuleScope read(JsonNode node, Set<Direction> directions) {
    return new RuleScope(
        directions,
        texts(node, "routes").map(RoutePattern::new).toList(),
        texts(node, "tenants").toList(),
        texts(node, "environments").toList());
  }

  private static Stream<String> texts(JsonNode node, String key) {
    return node.path(key).valueStream().map(JsonNode::asString);
  }

  /** True if the rule applies to one direction of an exchange. */
  public boolean covers(Direction direction, ExchangeScope scope) {
    return directions.contains(direction)
        && (routes.isEmpty() || routes.stream().anyMatch(route -> route.covers(scope)))
        && (tenants.isEmpty() || tenants.contains(scope.tenant()))
        && (environments.isEmpty() || environments.contains(scope.environment()));
  }

  /** Orders rules of one id: those for routes go before those for tenants, environments, all. */
  int specificity() {
    return (routes.isEmpty() ? 0 : 4)
        + (tenants.isEmpty() ? 0 : 2)
        + (environments.isEmpty() ? 0 : 1);
  }
}
