package dev.sluice.extauthz.policy;

import dev.sluice.common.match.RouteTable;
import dev.sluice.config.v1.Environment;
import dev.sluice.config.v1.Inspection;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of every route of some publishes, found as requests name them. */
public final class RouteRules {
  private static final RouteRules EMPTY = new RouteRules(RouteTable.empty(), Map.of());

  private final RouteTable table;
  private final Map<String, RouteRule> rules;

  private RouteRules(RouteTable table, Map<String, RouteRule> rules) {
    this.table = table;
    this.rules = rules;
  }

  /** No route at all. */
  public static RouteRules none() {
    return EMPTY;
  }

  /**
   * Compiles what the controller delivers.
   *
   * @throws IllegalArgumentException naming the route that cannot be used
   */
  public static RouteRules of(Collection<Publish> publishes) {
    Map<String, RouteRule> rules = new HashMap<>();
    for (Publish publish : publishes) {
      AuthRequirement auth = auth(publish);
      for (Route route : publish.getRoutesList()) {
        rules.put(route.getId(), rule(publish, route, auth));
      }
    }
    return new RouteRules(RouteTable.of(publishes), Map.copyOf(rules));
  }

  /** Compiles the routes of a policy file: one publish each, whose demands stand beside it. */
  static RouteRules ofFile(List<Publish> routes, Map<String, AuthRequirement> auth) {
    Map<String, RouteRule> rules = new HashMap<>();
    for (Publish publish : routes) {
      for (Route route : publish.getRoutesList()) {
        AuthRequirement demand = auth.getOrDefault(route.getId(), new AuthRequirement.Unknown());
        rules.put(route.getId(), rule(publish, route, demand));
      }
    }
    return new RouteRules(RouteTable.of(routes), Map.copyOf(rules));
  }

  /** The route that Envoy names. */
  public Optional<RouteRule> byId(String id) {
    return Optional.ofNullable(rules.get(id));
  }

  /** The route that Envoy would choose. */
  public Optional<RouteRule> find(
      String host, String path, String method, Function<String, @Nullable String> header) {
    return table.find(host, path, method, header).flatMap(entry -> byId(entry.route().getId()));
  }

  /** How many routes there are. */
  public int size() {
    return rules.size();
  }

  private static RouteRule rule(Publish publish, Route route, AuthRequirement auth) {
    return new RouteRule(
        route.getId(),
        publish.getId(),
        environment(publish.getEnvironment()),
        auth,
        Level.of(route.getMinLevel()),
        route.getApiVersion(),
        route.getDialect(),
        route.getTarget(),
        inspection(route.getInspection()),
        route.getUpstreamAuth(),
        route.getInternalToken());
  }

  private static AuthRequirement auth(Publish publish) {
    return switch (publish.getAuthMode()) {
      case AUTH_MODE_NONE -> new AuthRequirement.Open();
      case AUTH_MODE_APIKEY -> new AuthRequirement.ApiKey();
      case AUTH_MODE_OAUTH2 ->
          new AuthRequirement.Token(
              List.of(publish.getOauth2().getIssuer()),
              publish.getOauth2().getAudience(),
              publish.getOauth2().getScopesList());
      case AUTH_MODE_UNSPECIFIED, UNRECOGNIZED -> new AuthRequirement.Unknown();
    };
  }

  private static String environment(Environment environment) {
    return switch (environment) {
      case ENVIRONMENT_DEV -> "dev";
      case ENVIRONMENT_STAGING -> "staging";
      case ENVIRONMENT_PROD -> "prod";
      case ENVIRONMENT_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String inspection(Inspection inspection) {
    return switch (inspection) {
      case INSPECTION_OFF -> "off";
      case INSPECTION_PRE_ONLY -> "pre_only";
      case INSPECTION_PRE_AND_INCREMENTAL -> "pre_and_incremental";
      case INSPECTION_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }
}
