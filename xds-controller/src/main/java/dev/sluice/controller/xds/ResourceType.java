package dev.sluice.controller.xds;

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
  ENDPOINTS("envoy.config.endpoint.v3.ClusterLoadAssignment", false),
  SECRET("envoy.extensions.transport_sockets.tls.v3.Secret", false),
  LISTENER("envoy.config.listener.v3.Listener", true),
  ROUTES("envoy.config.route.v3.RouteConfiguration", false),
  SCOPE("envoy.config.route.v3.ScopedRouteConfiguration", true),
  REVOCATION("sluice.config.v1.Revocation", true),
  PUBLISH("sluice.config.v1.Publish", true),
  PLAN("sluice.config.v1.Plan", true),
  CREDENTIAL("sluice.config.v1.Credential", true),
  LLM_MODEL("sluice.config.v1.LlmModel", true);

  private static final Map<String, ResourceType> BY_URL =
      Arrays.stream(values()).collect(Collectors.toMap(ResourceType::url, Function.identity()));
  private final String url;
  private final String shortName;
  private final boolean wildcardByDefault;

  ResourceType(String message, boolean wildcardByDefault) {
    this.url = "type.googleapis.com/" + message;
    this.shortName = message.substring(message.lastIndexOf('.') + 1);
    this.wildcardByDefault = wildcardByDefault;
  }

  /** The type of that URL, if it is one that is served. */
  public static Optional<ResourceType> of(String url) {
    return Optional.ofNullable(BY_URL.get(url));
  }

  /** Whether Envoys take it, and not the policy servers. */
  public boolean isEnvoys() {
    return url.startsWith("type.googleapis.com/envoy.");
  }

  public String url() {
    return url;
  }

  /** The message's name without its package: the label of metrics. */
  public String shortName() {
    return shortName;
  }

  /** Whether a first request that names nothing asks for everything. */
  public boolean wildcardByDefault() {
    return wildcardByDefault;
  }
}
