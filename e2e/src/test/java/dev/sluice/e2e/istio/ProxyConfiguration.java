package dev.sluice.e2e.istio;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** The configuration that istiod delivered to one proxy. */
record ProxyConfiguration(
    Map<String, Listener> listeners,
    Map<String, RouteConfiguration> routes,
    Map<String, Cluster> clusters) {

  ProxyConfiguration {
    listeners = Map.copyOf(listeners);
    routes = Map.copyOf(routes);
    clusters = Map.copyOf(clusters);
  }

  static ProxyConfiguration none() {
    return new ProxyConfiguration(Map.of(), Map.of(), Map.of());
  }

  Listener listener(String name) {
    return found(listeners, name);
  }

  Cluster cluster(String name) {
    return found(clusters, name);
  }

  /** Returns the HTTP connection managers of a listener, one for each filter chain with HTTP. */
  List<HttpConnectionManager> httpManagers(String listener) {
    return listener(listener).getFilterChainsList().stream()
        .flatMap(ProxyConfiguration::httpManagers)
        .toList();
  }

  static Stream<HttpConnectionManager> httpManagers(FilterChain chain) {
    return chain.getFiltersList().stream()
        .filter(filter -> filter.getTypedConfig().is(HttpConnectionManager.class))
        .map(filter -> unpack(filter.getTypedConfig(), HttpConnectionManager.class));
  }

  /** Returns all routes that a connection manager uses, inline or by name. */
  List<Route> routes(HttpConnectionManager manager) {
    RouteConfiguration configuration =
        manager.hasRouteConfig()
            ? manager.getRouteConfig()
            : found(routes, manager.getRds().getRouteConfigName());
    return configuration.getVirtualHostsList().stream()
        .flatMap(host -> host.getRoutesList().stream())
        .toList();
  }

  static List<String> filterNames(HttpConnectionManager manager) {
    return manager.getHttpFiltersList().stream().map(HttpFilter::getName).toList();
  }

  static HttpFilter filter(HttpConnectionManager manager, String name) {
    return manager.getHttpFiltersList().stream()
        .filter(filter -> filter.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(name + ": " + filterNames(manager)));
  }

  static DownstreamTlsContext tls(FilterChain chain) {
    return unpack(chain.getTransportSocket().getTypedConfig(), DownstreamTlsContext.class);
  }

  static <M extends Message> M unpack(Any any, Class<M> type) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(any.getTypeUrl(), e);
    }
  }

  private static <V> V found(Map<String, V> all, String name) {
    V value = all.get(name);
    if (value == null) {
      throw new NoSuchElementException(name + " is not in " + all.keySet());
    }
    return value;
  }
}
