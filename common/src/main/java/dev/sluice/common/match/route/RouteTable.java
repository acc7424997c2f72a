package dev.sluice.common.match.route;

import dev.sluice.common.collect.TrieMap;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every route of a set of publishes, found by its id or, where Envoy does not name it, by host,
 * path, method and headers, in the way Envoy itself chooses. A table never changes: the next one
 * shares all of it that stays, so that a change costs what it changes.
 *
 * @param <V> what is kept of a route
 */
public final class RouteTable<V> {
  private final BiFunction<Publish, Route, V> compiler;
  private final TrieMap<String, PublishRoutes<V>> byName;
  private final TrieMap<String, V> byId;
  private final TrieMap<String, List<PublishRoutes<V>>> byHost;

  private RouteTable(BiFunction<Publish, Route, V> compiler, RouteTableEdit<V> edit) {
    this.compiler = compiler;
    this.byName = edit.byName();
    this.byId = edit.byId();
    this.byHost = edit.byHost();
  }

  /** A route and the publish that it belongs to. */
  public record Entry(Publish publish, Route route) {}

  /** A table without routes, whose successors keep of a route what {@code compiler} makes of it. */
  public static <V> RouteTable<V> empty(BiFunction<Publish, Route, V> compiler) {
    return new RouteTable<>(
        compiler, new RouteTableEdit<>(TrieMap.empty(), TrieMap.empty(), TrieMap.empty()));
  }

  /**
   * A table of these publishes; where two share a host, the routes of the earlier are tried first.
   *
   * @throws IllegalArgumentException as {@link #with}
   */
  public static <V> RouteTable<V> of(
      List<Publish> publishes, BiFunction<Publish, Route, V> compiler) {
    RouteTable<V> table = empty(compiler);
    RouteTableEdit<V> edit = table.edit();
    for (int i = 0; i < publishes.size(); i++) {
      edit.add(PublishRoutes.of(HexFormat.of().toHexDigits(i), publishes.get(i), compiler));
    }
    return new RouteTable<>(compiler, edit);
  }

  /**
   * The same table, but with these publishes by their names and without those removed; where two
   * share a host, the routes of the one with the lesser name are tried first.
   *
   * @throws IllegalArgumentException naming a route that has no path, a broken pattern or the id of
   *     another
   */
  public RouteTable<V> with(Map<String, Publish> changed, Set<String> removed) {
    RouteTableEdit<V> edit = edit();
    removed.forEach(edit::remove);
    changed.keySet().forEach(edit::remove);
    changed.forEach((name, publish) -> edit.add(PublishRoutes.of(name, publish, compiler)));
    return new RouteTable<>(compiler, edit);
  }

  /** The routes of these publishes that another table has not, by their ids. */
  public Map<String, V> missingFrom(Set<String> publishes, RouteTable<V> other) {
    Map<String, V> lost = new HashMap<>();
    for (String name : publishes) {
      PublishRoutes<V> publish = byName.get(name);
      if (publish != null) {
        publish.routes().stream()
            .filter(route -> other.byId.get(route.id()) == null)
            .forEach(route -> lost.put(route.id(), route.value()));
      }
    }
    return lost;
  }

  /** Looks up the id that Envoy names in {@code sluice.route}. */
  public Optional<V> byId(String routeId) {
    return Optional.ofNullable(byId.get(routeId));
  }

  /**
   * The first route that matches among those of the most specific host: the exact name, then the
   * longest {@code *.suffix}, then {@code *}. A path without a normal form matches nothing.
   */
  public Optional<V> find(
      String host, String path, String method, Function<String, @Nullable String> header) {
    List<PublishRoutes<V>> publishes = candidates(RequestHost.normalise(host));
    Optional<String> normal = publishes.isEmpty() ? Optional.empty() : RequestPath.normalise(path);
    if (normal.isPresent()) {
      for (PublishRoutes<V> publish : publishes) {
        for (RouteMatcher<V> route : publish.routes()) {
          if (route.matches(normal.get(), method, header)) {
            return Optional.of(route.value());
          }
        }
      }
    }
    return Optional.empty();
  }

  /** How many routes there are. */
  public int size() {
    return byId.size();
  }

  private List<PublishRoutes<V>> candidates(String host) {
    List<PublishRoutes<V>> found = byHost.get(host);
    int dot = host.indexOf('.');
    while (found == null && dot >= 0) {
      found = byHost.get("*" + host.substring(dot));
      dot = host.indexOf('.', dot + 1);
    }
    if (found == null) {
      found = byHost.get("*");
    }
    return found == null ? List.of() : found;
  }

  private RouteTableEdit<V> edit() {
    return new RouteTableEdit<>(byName, byId, byHost);
  }
}
