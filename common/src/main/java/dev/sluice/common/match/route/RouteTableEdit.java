package dev.sluice.common.match.route;

import dev.sluice.common.collect.TrieMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A change of a route table, publish by publish. The original table stays unchanged. */
final class RouteTableEdit<V> {
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
