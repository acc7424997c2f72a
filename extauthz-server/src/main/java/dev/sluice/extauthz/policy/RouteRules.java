package dev.sluice.extauthz.policy;

import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.match.route.RouteTrial;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.config.v1.Environment;
import dev.sluice.config.v1.Inspection;
import dev.sluice.config.v1.ModelToken;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.SseIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules of all routes of a set of publishes, with lookup by id and by match. */
public final class RouteRules {
  private final RouteTable<RouteRule> table;
  private final RetiredRoutes retired;

  private RouteRules(RouteTable<RouteRule> table, RetiredRoutes retired) {
    this.table = table;
    this.retired = retired;
  }

  /** Returns rules without routes. */
  public static RouteRules none() {
    return none(System::nanoTime);
  }

  static RouteRules none(LongSupplier nanos) {
    return new RouteRules(
        RouteTable.empty((publish, route) -> rule(publish, route, requirement(publish))),
        RetiredRoutes.none(nanos));
  }

  /**
   * Returns these rules with the changes from the controller.
   *
   * @throws IllegalArgumentException if a route is invalid; the message names it
   */
  public RouteRules with(Map<String, Publish> changed, Set<String> removed) {
    RouteTable<RouteRule> next = table.with(changed, removed);
    Map<String, RouteRule> removedRoutes = new HashMap<>(table.missingFrom(removed, next));
    removedRoutes.putAll(table.missingFrom(changed.keySet(), next));
    return new RouteRules(next, retired.with(removedRoutes));
  }

  /** Compiles the routes of a policy file. */
  public static RouteRules fromFile(
      List<Publish> routes, Map<String, AuthRequirement> requirements) {
    return new RouteRules(
        RouteTable.of(
            routes,
            (publish, route) ->
                rule(
                    publish,
                    route,
                    requirements.getOrDefault(route.getId(), new AuthRequirement.Unknown()))),
        RetiredRoutes.none(System::nanoTime));
  }

  /**
   * Finds the route that Envoy named. A route that was removed a moment ago is still found, because
   * Envoy may receive the change later than this server.
   */
  public Optional<RouteRule> byId(String id) {
    return table.byId(id).or(() -> retired.find(id));
  }

  /** Finds the route that Envoy would select. */
  public Optional<RouteRule> find(
      String host, String path, String method, Function<String, @Nullable String> header) {
    return table.find(host, path, method, header);
  }

  /** Tries the routes that a request may match, in their order; returns at most {@code most}. */
  public List<RouteTrial> trials(
      String host,
      String path,
      String method,
      Function<String, @Nullable String> header,
      int most) {
    return table.trials(host, path, method, header, most);
  }

  /** Returns the number of routes. */
  public int size() {
    return table.size();
  }

  private static RouteRule rule(Publish publish, Route route, AuthRequirement requirement) {
    return new RouteRule(
        route.getId(),
        publish.getId(),
        environment(publish.getEnvironment()),
        route.getOpen() ? new AuthRequirement.Open() : requirement,
        AccessLevel.fromConfig(route.getMinLevel()),
        route.getApiVersion(),
        route.getDialect(),
        route.getTarget(),
        inspection(route.getInspection()),
        route.getSseIds() == SseIds.SSE_IDS_ADD ? "add" : "none",
        route.getUpstreamAuth(),
        route.getInternalToken(),
        route.getUpstreamSecret(),
        publish.getOauth2().getResourceMetadata(),
        publish.getProduct(),
        RouteWafParts.of(route),
        RouteLimitReader.read(route),
        modelTokens(route));
  }

  private static Map<String, String> modelTokens(Route route) {
    return route.getModels().getTokensList().stream()
        .collect(Collectors.toMap(ModelToken::getHeader, ModelToken::getUpstreamSecret));
  }

  private static AuthRequirement requirement(Publish publish) {
    return switch (publish.getAuthMode()) {
      case AUTH_MODE_NONE -> new AuthRequirement.Open();
      case AUTH_MODE_APIKEY ->
          new AuthRequirement.ApiKey(publish.getId(), publish.getApiKeyScopesList());
      case AUTH_MODE_OAUTH2 ->
          new AuthRequirement.Token(
              List.of(publish.getOauth2().getIssuer()),
              publish.getOauth2().getAudience(),
              publish.getOauth2().getScopesList(),
              publish.getOauth2().getSubscribed() ? publish.getId() : "");
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
