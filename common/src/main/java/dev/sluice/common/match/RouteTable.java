package dev.sluice.common.match;

import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every route of a set of publishes, found by its id or, where Envoy does not name it, by host,
 * path, method and headers, in the way Envoy itself chooses.
 */
public final class RouteTable {
  private static final RouteTable EMPTY = new RouteTable(Map.of(), Map.of());

  private final Map<String, Entry> byId;
  private final Map<String, List<RouteMatcher>> byHost;

  private RouteTable(Map<String, Entry> byId, Map<String, List<RouteMatcher>> byHost) {
    this.byId = byId;
    this.byHost = byHost;
  }

  /** A route and the publish that it belongs to. */
  public record Entry(Publish publish, Route route) {}

  /** A table without routes. */
  public static RouteTable empty() {
    return EMPTY;
  }

  /**
   * Compiles the publishes; where two share a host, the routes of the earlier are tried first.
   *
   * @throws IllegalArgumentException naming a route that has no path, a broken pattern or the id of
   *     another
   */
  public static RouteTable of(Collection<Publish> publishes) {
    Map<String, Entry> byId = new HashMap<>();
    Map<String, List<RouteMatcher>> byHost = new HashMap<>();
    for (Publish publish : publishes) {
      List<RouteMatcher> matchers = new ArrayList<>(publish.getRoutesCount());
      for (Route route : publish.getRoutesList()) {
        Entry entry = new Entry(publish, route);
        if (byId.put(route.getId(), entry) != null) {
          throw new IllegalArgumentException("route " + route.getId() + " occurs twice");
        }
        matchers.add(RouteMatcher.of(entry));
      }
      for (String host : publish.getHostsList()) {
        byHost
            .computeIfAbsent(RequestHost.normalise(host), h -> new ArrayList<>())
            .addAll(matchers);
      }
    }
    return new RouteTable(Map.copyOf(byId), Map.copyOf(byHost));
  }

  /** Looks up the id that Envoy names in {@code sluice.route}. */
  public Optional<Entry> byId(String routeId) {
    return Optional.ofNullable(byId.get(routeId));
  }

  /**
   * The first route that matches among those of the most specific host: the exact name, then the
   * longest {@code *.suffix}, then {@code *}. A path without a normal form matches nothing.
   */
  public Optional<Entry> find(
      String host, String path, String method, Function<String, @Nullable String> header) {
    List<RouteMatcher> matchers = candidates(RequestHost.normalise(host));
    Optional<String> normal = matchers.isEmpty() ? Optional.empty() : RequestPath.normalise(path);
    if (normal.isPresent()) {
      for (RouteMatcher matcher : matchers) {
        if (matcher.matches(normal.get(), method, header)) {
          return Optional.of(matcher.entry());
        }
      }
    }
    return Optional.empty();
  }

  /** How many routes there are. */
  public int size() {
    return byId.size();
  }

  private List<RouteMatcher> candidates(String host) {
    List<RouteMatcher> found = byHost.get(host);
    int dot = host.indexOf('.');
    while (found == null && dot >= 0) {
      found = byHost.get("*" + host.substring(dot));
      dot = host.indexOf('.', dot + 1);
    }
    return found != null ? found : byHost.getOrDefault("*", List.of());
  }
}
