package dev.sluice.common.waf;

import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes with a policy row that a server cannot serve, because it has no file of WAF rules. A
 * warning names the first one.
 */
public final class UnsearchedWafRoutes {
  private static final Logger log = LoggerFactory.getLogger(UnsearchedWafRoutes.class);

  private final List<WafPart> parts;
  private final boolean configured;
  private final Map<String, Integer> byPublish = new HashMap<>();
  private volatile int count;

  /**
   * Creates an empty set.
   *
   * @param parts the parts that the server searches
   * @param configured whether the server has a file of rules; then no route is unsearched
   */
  public UnsearchedWafRoutes(List<WafPart> parts, boolean configured) {
    this.parts = List.copyOf(parts);
    this.configured = configured;
  }

  /** Applies a change of publishes. */
  public synchronized void apply(Map<String, Publish> changed, Set<String> removed) {
    if (configured) {
      return;
    }
    int total = count;
    for (String name : removed) {
      total -= replace(name, 0);
    }
    for (Map.Entry<String, Publish> publish : changed.entrySet()) {
      List<Route> routes =
          publish.getValue().getRoutesList().stream()
              .filter(route -> RouteWafParts.of(route).containsAny(parts))
              .toList();
      total += routes.size() - replace(publish.getKey(), routes.size());
      if (count == 0 && !routes.isEmpty()) {
        warn(routes.getFirst());
      }
      count = total;
    }
    count = total;
  }

  /** Returns the number of unsearched routes. */
  public int count() {
    return count;
  }

  private int replace(String publish, int routes) {
    Integer before =
        routes == 0 ? byPublish.remove(publish) : byPublish.put(publish, Integer.valueOf(routes));
    return before == null ? 0 : before;
  }

  private static void warn(Route route) {
    log.warn(
        "a policy of kind waf applies to route {}, but no rules are configured; set waf.rules,"
            + " because nothing is searched for attacks",
        route.getId());
  }
}
