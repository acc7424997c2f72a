package dev.sluice.common.match.route;

import dev.sluice.common.collect.TrieMap;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import java.util.ArrayList;
import java.util.Comparator;
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
 * An immutable table of the routes of several publishes. A route is found by its id. If Envoy does
 * not send the id, it is found by host, path, method, headers and query with Envoy's own
 * precedence. A changed copy shares the unchanged part, so that a change costs only its own size.
 *
 * @param <V> the type of the value for a route
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

  /** Returns an empty table. {@code compiler} computes the value of each route that is added. */
  public static <V> RouteTable<V> empty(BiFunction<Publish, Route, V> compiler) {
    return new RouteTable<>(
        compiler, new RouteTableEdit<>(TrieMap.empty(), TrieMap.empty(), TrieMap.empty()));
  }

  /**
   * Returns a table of these publishes. If several share a host, the routes of the first one have
   * precedence.
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
   * Returns a copy with changed and without removed publishes, by name. If several share a host,
   * the routes of the one with the lowest name have precedence.
   *
   * @throws IllegalArgumentException for a route without a path, with an invalid pattern or with
   *     the id of another route
   */
  public RouteTable<V> with(Map<String, Publish> changed, Set<String> removed) {
    RouteTableEdit<V> edit = edit();
    removed.forEach(edit::remove);
    changed.keySet().forEach(edit::remove);
    changed.forEach((name, publish) -> edit.add(PublishRoutes.of(name, publish, compiler)));
    return new RouteTable<>(compiler, edit);
  }

  /** Returns the routes of these publishes, by id, that another table does not contain. */
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

  /** Returns the route whose id Envoy sent in {@code sluice.route}. */
  public Optional<V> byId(String routeId) {
    return Optional.ofNullable(byId.get(routeId));
  }

  /**
   * Returns the first matching route of the most specific host: the exact name, then the longest
   * {@code *.suffix}, then {@code *}. A path without a normal form matches no route.
   *
   * @param path the path as it was sent, with its query
   */
  public Optional<V> find(
      String host, String path, String method, Function<String, @Nullable String> header) {
    List<PublishRoutes<V>> publishes = candidates(RequestHost.normalize(host));
    Optional<String> normal = publishes.isEmpty() ? Optional.empty() : RequestPath.normalize(path);
    if (normal.isPresent()) {
      for (PublishRoutes<V> publish : publishes) {
        for (RouteMatcher<V> route : publish.routes()) {
          if (route.matches(normal.get(), path, method, header)) {
            return Optional.of(route.value());
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Tries the routes of the most specific host in their order, and ends with the one that matches.
   *
   * @param most the most trials that are returned
   */
  public List<RouteTrial> trials(
      String host,
      String path,
      String method,
      Function<String, @Nullable String> header,
      int most) {
    Optional<String> normal = RequestPath.normalize(path);
    List<RouteTrial> trials = new ArrayList<>();
    if (normal.isEmpty()) {
      return trials;
    }
    for (PublishRoutes<V> publish : candidates(RequestHost.normalize(host))) {
      for (RouteMatcher<V> route : publish.routes()) {
        var mismatch = Optional.ofNullable(route.mismatch(normal.get(), path, method, header));
        if (trials.size() < most || mismatch.isEmpty()) {
          trials.add(new RouteTrial(route.id(), mismatch));
        }
        if (mismatch.isEmpty()) {
          return trials;
        }
      }
    }
    return trials;
  }

  /** Returns the number of routes. */
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

  /** A change of a route table, publish by publish. The original table stays unchanged. */
  private static final class RouteTableEdit<V> {
    private TrieMap<String, PublishRoutes<V>> byName;
    private TrieMap<String, V> byId;
    private TrieMap<String, List<PublishRoutes<V>>> byHost;

    RouteTableEdit(
        TrieMap<String, PublishRoutes<V>> byName,
        TrieMap<String, V> byId,
        TrieMap<String, List<PublishRoutes<V>>> byHost) {
      this.byName = byName;
      this.byId = byId;
      this.byHost = byHost;
    }

    TrieMap<String, PublishRoutes<V>> byName() {
      return byName;
    }

    TrieMap<String, V> byId() {
      return byId;
    }

    TrieMap<String, List<PublishRoutes<V>>> byHost() {
      return byHost;
    }

    void remove(String name) {
      PublishRoutes<V> publish = byName.get(name);
      if (publish == null) {
        return;
      }
      byName = byName.without(name);
      publish.routes().forEach(route -> byId = byId.without(route.id()));
      for (String host : publish.hosts()) {
        List<PublishRoutes<V>> others = atHost(host);
        others.removeIf(other -> other.name().equals(name));
        byHost = others.isEmpty() ? byHost.without(host) : byHost.with(host, List.copyOf(others));
      }
    }

    void add(PublishRoutes<V> publish) {
      byName = byName.with(publish.name(), publish);
      for (RouteMatcher<V> route : publish.routes()) {
        if (byId.get(route.id()) != null) {
          throw new IllegalArgumentException("route " + route.id() + " occurs twice");
        }
        byId = byId.with(route.id(), route.value());
      }
      for (String host : publish.hosts()) {
        List<PublishRoutes<V>> all = atHost(host);
        all.add(publish);
        all.sort(Comparator.comparing(PublishRoutes::name));
        byHost = byHost.with(host, List.copyOf(all));
      }
    }

    private List<PublishRoutes<V>> atHost(String host) {
      List<PublishRoutes<V>> known = byHost.get(host);
      return known == null ? new ArrayList<>() : new ArrayList<>(known);
    }
  }
}
