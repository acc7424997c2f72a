package dev.sluice.common.match.route;

import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A compiled publish.
 *
 * @param name the sort key among the publishes of a host
 */
record PublishRoutes<V>(String name, List<String> hosts, List<RouteMatcher<V>> routes) {

  static <V> PublishRoutes<V> of(
      String name, Publish publish, BiFunction<Publish, Route, V> compiler) {
    List<RouteMatcher<V>> routes = new ArrayList<>(publish.getRoutesCount());
    for (Route route : publish.getRoutesList()) {
      routes.add(RouteMatcher.of(route, compiler.apply(publish, route)));
    }
    List<String> hosts =
        publish.getHostsList().stream().map(RequestHost::normalize).distinct().toList();
    return new PublishRoutes<>(name, hosts, List.copyOf(routes));
  }
}
