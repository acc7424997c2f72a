package dev.sluice.common.scope;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A selector of exchanges for a part of a policy. An empty list matches all. */
public record ExchangeSelector(
    List<HostPattern> hosts,
    List<RoutePattern> routes,
    List<String> tenants,
    List<String> environments) {
  /** A selector of all exchanges. */
  public static final ExchangeSelector ALL =
      new ExchangeSelector(List.of(), List.of(), List.of(), List.of());

  public ExchangeSelector {
    hosts = List.copyOf(hosts);
    routes = List.copyOf(routes);
    tenants = List.copyOf(tenants);
    environments = List.copyOf(environments);
  }

  /** Reads {@code hosts}, {@code routes}, {@code tenants} and {@code environments}. */
  public static ExchangeSelector read(JsonNode node) {
    return new ExchangeSelector(
        texts(node, "hosts").map(HostPattern::new).toList(),
        texts(node, "routes").map(RoutePattern::new).toList(),
        texts(node, "tenants").toList(),
        texts(node, "environments").toList());
  }

  private static Stream<String> texts(JsonNode node, String key) {
    return node.path(key).valueStream().map(JsonNode::asString);
  }

  /** Returns whether the selector matches all exchanges. */
  public boolean matchesAll() {
    return hosts.isEmpty() && routes.isEmpty() && tenants.isEmpty() && environments.isEmpty();
  }

  /** Returns whether the selector matches an exchange. */
  public boolean matches(ExchangeScope scope) {
    return coversHost(scope)
        && coversRoute(scope)
        && (tenants.isEmpty() || tenants.contains(scope.tenant()))
        && (environments.isEmpty() || environments.contains(scope.environment()));
  }

  // Called for each rule of each request, therefore without allocation.
  private boolean coversHost(ExchangeScope scope) {
    for (int i = 0; i < hosts.size(); i++) {
      if (hosts.get(i).matches(scope)) {
        return true;
      }
    }
    return hosts.isEmpty();
  }

  private boolean coversRoute(ExchangeScope scope) {
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).matches(scope)) {
        return true;
      }
    }
    return routes.isEmpty();
  }

  /**
   * Returns the precedence among entries of one name: hosts before routes, tenants, environments
   * and all.
   */
  public int specificity() {
    return (hosts.isEmpty() ? 0 : 8)
        + (routes.isEmpty() ? 0 : 4)
        + (tenants.isEmpty() ? 0 : 2)
        + (environments.isEmpty() ? 0 : 1);
  }
}
