package dev.sluice.controller.xds.resource;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types that are served, in the order in which changes are pushed: what is named comes before
 * what names it, and the end of a credential before all that is for policy servers. Removals go the
 * other way.
 */
public enum ResourceType {
  CLUSTER("envoy.config.cluster.v3.Cluster", true),
  API_CLUSTER("envoy.config.cluster.v3.Cluster", "ApiCluster"),
  ENDPOINTS("envoy.config.endpoint.v3.ClusterLoadAssignment", false),
  SECRET("envoy.extensions.transport_sockets.tls.v3.Secret", false),
  LISTENER("envoy.config.listener.v3.Listener", true),
  ROUTES("envoy.config.route.v3.RouteConfiguration", false),
  SCOPE("envoy.config.route.v3.ScopedRouteConfiguration", true),
  API_ROUTES("envoy.config.route.v3.RouteConfiguration", "ApiRouteConfiguration"),
  API_LISTENER("envoy.config.listener.v3.Listener", "ApiListener"),
  REVOCATION("sluice.config.v1.Revocation", true),
  PUBLISH("sluice.config.v1.Publish", true),
  PLAN("sluice.config.v1.Plan", true),
  CREDENTIAL("sluice.config.v1.Credential", true),
  LLM_MODEL("sluice.config.v1.LlmModel", true);

  private static final Map<String, ResourceType> BY_URL =
      Arrays.stream(values())
          .collect(Collectors.toMap(ResourceType::url, Function.identity(), (first, _) -> first));
  private final String url;
  private final String shortName;
  private final boolean wildcardByDefault;
  private final boolean forEnvoys;

  ResourceType(String message, boolean wildcardByDefault) {
    this.url = "type.googleapis.com/" + message;
    this.shortName = message.substring(message.lastIndexOf('.') + 1);
    this.wildcardByDefault = wildcardByDefault;
    this.forEnvoys = message.startsWith("envoy.");
  }

  /** A type of Envoy's in the form that clients without an Envoy have it, each name on demand. */
  ResourceType(String message, String shortName) {
    this.url = "type.googleapis.com/" + message;
    this.shortName = shortName;
    this.wildcardByDefault = false;
    this.forEnvoys = false;
  }

  /** The type of that URL, in the form for Envoys where there are two, if it is served. */
  public static Optional<ResourceType> byUrl(String url) {
    return Optional.ofNullable(BY_URL.get(url));
  }

  /** The type of that short name, if there is one. */
  public static Optional<ResourceType> byShortName(String shortName) {
    return Arrays.stream(values()).filter(type -> type.shortName.equals(shortName)).findFirst();
  }

  /** Whether Envoys take it, and not only others. */
  public boolean isForEnvoys() {
    return forEnvoys;
  }

  /** Whether requests that were on their way when their route went may still need it. */
  public boolean outlivesRoutes() {
    return switch (this) {
      case CLUSTER, API_CLUSTER, ENDPOINTS, SECRET, PUBLISH -> true;
      case LISTENER, ROUTES, SCOPE, API_ROUTES, API_LISTENER -> false;
      case REVOCATION, PLAN, CREDENTIAL, LLM_MODEL -> false;
    };
  }

  public String url() {
    return url;
  }

  /** The message's name without its package, and unique: the label of metrics. */
  public String shortName() {
    return shortName;
  }

  /** Whether a first request that names nothing asks for everything. */
  public boolean wildcardByDefault() {
    return wildcardByDefault;
  }
}
