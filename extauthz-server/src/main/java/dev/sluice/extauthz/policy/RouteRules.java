package dev.sluice.extauthz.policy;

import dev.sluice.common.match.route.RouteTable;
import dev.sluice.config.v1.Environment;
import dev.sluice.config.v1.Inspection;
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
import org.jspecify.annotations.Nullable;

/** The rules of every route of some publishes, found as requests name them. */
public final class RouteRules {
  private final RouteTable<RouteRule> table;
  private final RetiredRoutes retired;

  private RouteRules(RouteTable<RouteRule> table, RetiredRoutes retired) {
    this.table = table;
    this.retired = retired;
  }

  /** No route at all. */
  public static RouteRules none() {
    return none(System::nanoTime);
  }

  static RouteRules none(LongSupplier nanos) {
    return new RouteRules(
        RouteTable.empty((publish, route) -> rule(publish, route, requirement(publish))),
        RetiredRoutes.none(nanos));
  }

  /**
   * The same rules, but with what the controller delivers.
   *
   * @throws IllegalArgumentException naming the route that cannot be used
   */
  public RouteRules with(Map<String, Publish> changed, Set<String> removed) {
    RouteTable<RouteRule> next = table.with(changed, removed);
    Map<String, RouteRule> lost = new HashMap<>(table.missingFrom(removed, next));
    lost.putAll(table.missingFrom(changed.keySet(), next));
    return new RouteRules(next, retired.with(lost));
  }

  /** Compiles the routes of a policy file: one publish each, whose demands stand beside it. */
  public static RouteRules fromFile(List<Publish> routes, Map<String, AuthRequirement> auth) {
    return new RouteRules(
        RouteTable.of(
            routes,
            (publish, route) ->
                rule(
                    publish,
                    route,
                    auth.getOrDefault(route.getId(), new AuthRequirement.Unknown()))),
        RetiredRoutes.none(System::nanoTime));
  }

  /**
   * The route that Envoy names. One that went a moment ago is still found: this server may hear of
   * that earlier than Envoy, and has requests of Envoy's that were on their way.
   */
  public Optional<RouteRule> byId(String id) {
    return table.byId(id).or(() -> retired.find(id));
  }

  /** The route that Envoy would choose. */
  public Optional<RouteRule> find(
      String host, String path, String method, Function<String, @Nullable String> header) {
    return table.find(host, path, method, header);
  }

  /** How many routes there are. */
  public int size() {
    return table.size();
  }

  private static RouteRule rule(Publish publish, Route route, AuthRequirement auth) {
    return new RouteRule(
        route.getId(),
        publish.getId(),
        environment(publish.getEnvironment()),
        route.getOpen() ? new AuthRequirement.Open() : auth,
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
        publish.getProduct());
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
