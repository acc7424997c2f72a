package dev.sluice.controller.server.defence;

import dev.sluice.controller.compile.CompileResult;
import dev.sluice.controller.compile.RevisionEntryChange;
import dev.sluice.controller.distress.WatchedRoute;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.RevisionEntry;
import dev.sluice.controller.ir.policy.RateLimitIr;
import dev.sluice.controller.ir.route.RouteIr;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table of the routes whose limits follow the state of their upstreams, as compiled last. Safe
 * for use by several threads.
 */
public final class WatchedRoutes {
  private final Map<String, List<WatchedRoute>> byObject = new HashMap<>();
  private boolean known;
  private Optional<Map<String, WatchedRoute>> current = Optional.empty();

  /** Applies the result of a compile step; a fresh result contains everything. */
  public synchronized void apply(CompileResult result, boolean fresh) {
    boolean changed = fresh || !known;
    if (fresh) {
      byObject.clear();
    }
    known = true;
    for (RevisionEntryChange change : result.entries()) {
      List<WatchedRoute> routes = routes(change);
      String object = change.cluster() + " " + change.object();
      List<WatchedRoute> before =
          routes.isEmpty() ? byObject.remove(object) : byObject.put(object, routes);
      changed |= !routes.isEmpty() || before != null;
    }
    if (changed) {
      current = Optional.empty();
    }
  }

  /** Returns the routes by id; empty while nothing has been compiled. */
  synchronized Optional<Map<String, WatchedRoute>> current() {
    if (current.isEmpty() && known) {
      Map<String, WatchedRoute> all = new HashMap<>();
      byObject.values().stream().flatMap(List::stream).forEach(each -> all.put(each.id(), each));
      current = Optional.of(Map.copyOf(all));
    }
    return current;
  }

  private static List<WatchedRoute> routes(RevisionEntryChange change) {
    return change.entry().map(RevisionEntry::ir).stream()
        .flatMap(ir -> ir instanceof PublishIr publish ? Stream.of(publish) : Stream.of())
        .flatMap(publish ->
            publish.routes().stream()
                .flatMap(route -> watched(change.cluster(), publish, route).stream()))
        .toList();
  }

  private static Optional<WatchedRoute> watched(String cluster, PublishIr publish, RouteIr route) {
    String environment = publish.environment().name().toLowerCase(Locale.ROOT);
    return route
        .policy(RateLimitIr.class)
        .flatMap(RateLimitIr::tighten)
        .map(rule ->
            new WatchedRoute(
                route.id(),
                cluster,
                publish.environment(),
                publish.tenant().id(),
                "route %s of %s in %s".formatted(route.name(), publish.product(), environment),
                rule));
  }
}
