package dev.sluice.controller.xds.policyserver;

import dev.sluice.common.waf.WafAction;
import dev.sluice.common.waf.WafPart;
import dev.sluice.config.v1.ApiVersionState;
import dev.sluice.config.v1.HeaderMatch;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.QueryMatch;
import dev.sluice.config.v1.ResponseCaching;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.VersionMatch;
import dev.sluice.config.v1.WafSearch;
import dev.sluice.controller.ir.policy.CacheIr;
import dev.sluice.controller.ir.policy.RateLimitIr;
import dev.sluice.controller.ir.policy.TokenBudgetIr;
import dev.sluice.controller.ir.policy.WafIr;
import dev.sluice.controller.ir.route.CallerLevel;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.HeaderMatchIr;
import dev.sluice.controller.ir.route.InspectionMode;
import dev.sluice.controller.ir.route.PathMatchIr;
import dev.sluice.controller.ir.route.PathTemplate;
import dev.sluice.controller.ir.route.QueryMatchIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.ir.route.SseEventIds;
import dev.sluice.controller.ir.route.UpstreamAuth;
import dev.sluice.controller.ir.version.RouteVersionIr;
import dev.sluice.controller.ir.version.VersionMatchIr;

/** A translator of routes for policy servers. */
final class PublishRouteTranslator {
  private PublishRouteTranslator() {}

  static Route translate(RouteIr route) {
    Route.Builder translated =
        Route.newBuilder()
            .setId(route.id())
            .setName(route.name())
            .setPath(path(route.path()))
            .addAllMethods(route.methods())
            .setMinLevel(level(route.minLevel()))
            .setApiVersion(route.apiVersion())
            .setApiVersionId(route.apiVersionId().orElse(""))
            .setDialect(dialect(route.dialect()))
            .setTarget(route.target())
            .setInspection(inspection(route.inspection()))
            .setSseIds(sseIds(route.sseIds()))
            .setUpstreamAuth(upstreamAuth(route.upstreamAuth()))
            .setInternalToken(route.internalToken())
            .setOpen(route.open())
            .setUpstreamSecret(route.upstreamSecret().orElse(""));
    route
        .policy(WafIr.class)
        .filter(waf -> !waf.parts().isEmpty())
        .ifPresent(waf -> translated.setWaf(waf(waf)));
    route
        .policy(RateLimitIr.class)
        .ifPresent(policy -> {
          translated.addAllLimits(RouteLimitTranslator.translate(policy));
          policy
              .tighten()
              .map(RouteLimitTranslator::upstreamReport)
              .ifPresent(translated::setUpstreamReport);
        });
    route.policy(CacheIr.class).ifPresent(policy -> translated.setCaching(caching(policy)));
    route
        .policy(TokenBudgetIr.class)
        .ifPresent(policy ->
            translated
                .addAllTokenBudgets(TokenBudgetTranslator.budgets(policy))
                .addAllConcurrentLimits(TokenBudgetTranslator.concurrent(policy)));
    route
        .models()
        .ifPresent(models -> translated.setModels(RouteModelsTranslator.translate(route, models)));
    if (!route.apiVersion().isEmpty()) {
      translated.setApiVersionState(state(route));
    }
    route
        .version()
        .flatMap(RouteVersionIr::match)
        .ifPresent(match -> translated.setVersionMatch(version(match)));
    route.headers().forEach(header -> translated.addHeaders(header(header)));
    route.query().forEach(query -> translated.addQuery(query(query)));
    return translated.build();
  }

  private static WafSearch waf(WafIr policy) {
    WafSearch.Builder search = WafSearch.newBuilder().setLog(policy.action() == WafAction.LOG);
    for (WafPart part : policy.parts()) {
      search.addParts(
          switch (part) {
            case PATH -> WafSearch.Part.PART_PATH;
            case QUERY -> WafSearch.Part.PART_QUERY;
            case HEADERS -> WafSearch.Part.PART_HEADERS;
            case BODY -> WafSearch.Part.PART_BODY;
            case ANSWER -> WafSearch.Part.PART_ANSWER;
          });
    }
    return search.build();
  }

  private static ResponseCaching caching(CacheIr policy) {
    return ResponseCaching.newBuilder()
        .addAllMethods(policy.methods().stream().map(CacheIr.Method::name).toList())
        .setTtlSeconds(policy.ttlSeconds())
        .setSharing(
            switch (policy.sharing()) {
              case USER -> ResponseCaching.Sharing.SHARING_USER;
              case TENANT -> ResponseCaching.Sharing.SHARING_TENANT;
            })
        .setMaxEntryBytes(policy.maxEntryBytes())
        .addAllVaryHeaders(policy.varyHeaders())
        .addAllTags(policy.tags())
        .build();
  }

  private static ApiVersionState state(RouteIr route) {
    return route
        .version()
        .flatMap(RouteVersionIr::lifecycle)
        .map(end ->
            end.ended()
                ? ApiVersionState.API_VERSION_STATE_SUNSET
                : ApiVersionState.API_VERSION_STATE_DEPRECATED)
        .orElse(ApiVersionState.API_VERSION_STATE_ACTIVE);
  }

  private static VersionMatch version(VersionMatchIr match) {
    return VersionMatch.newBuilder()
        .setHeader(match.header())
        .setRegex(match.regex())
        .setInverted(match.inverted())
        .setOptional(match.optional())
        .build();
  }

  private static HeaderMatch header(HeaderMatchIr header) {
    return HeaderMatch.newBuilder()
        .setName(header.name())
        .setExact(header.exact().orElse(""))
        .setPrefix(header.prefix().orElse(""))
        .setSuffix(header.suffix().orElse(""))
        .setContains(header.contains().orElse(""))
        .setRegex(header.regex().orElse(""))
        .setPresent(header.present())
        .setInvert(header.invert())
        .build();
  }

  private static QueryMatch query(QueryMatchIr query) {
    return QueryMatch.newBuilder()
        .setName(query.name())
        .setExact(query.exact().orElse(""))
        .setPrefix(query.prefix().orElse(""))
        .setRegex(query.regex().orElse(""))
        .setPresent(query.present())
        .build();
  }

  private static PathMatch path(PathMatchIr path) {
    PathMatch.Builder match = PathMatch.newBuilder();
    return switch (path) {
      case PathMatchIr.Exact(String text) -> match.setExact(text).build();
      case PathMatchIr.Prefix(String text) -> match.setPrefix(text).build();
      case PathMatchIr.Regex(String regex) -> match.setRegex(regex).build();
      case PathMatchIr.Template(String template) ->
          match.setRegex(PathTemplate.parse(template).regex()).build();
    };
  }

  private static dev.sluice.config.v1.Level level(CallerLevel level) {
    return switch (level) {
      case VIEWER -> dev.sluice.config.v1.Level.LEVEL_VIEWER;
      case DEVELOPER -> dev.sluice.config.v1.Level.LEVEL_DEVELOPER;
      case ADMIN -> dev.sluice.config.v1.Level.LEVEL_ADMIN;
    };
  }

  private static dev.sluice.config.v1.Dialect dialect(ErrorDialect dialect) {
    return switch (dialect) {
      case SLUICE -> dev.sluice.config.v1.Dialect.DIALECT_SLUICE;
      case OPENAI -> dev.sluice.config.v1.Dialect.DIALECT_OPENAI;
      case ANTHROPIC -> dev.sluice.config.v1.Dialect.DIALECT_ANTHROPIC;
      case PROBLEM -> dev.sluice.config.v1.Dialect.DIALECT_PROBLEM;
    };
  }

  private static dev.sluice.config.v1.Inspection inspection(InspectionMode inspection) {
    return switch (inspection) {
      case OFF -> dev.sluice.config.v1.Inspection.INSPECTION_OFF;
      case PRE_ONLY -> dev.sluice.config.v1.Inspection.INSPECTION_PRE_ONLY;
      case PRE_AND_INCREMENTAL -> dev.sluice.config.v1.Inspection.INSPECTION_PRE_AND_INCREMENTAL;
    };
  }

  private static dev.sluice.config.v1.SseIds sseIds(SseEventIds ids) {
    return switch (ids) {
      case NONE -> dev.sluice.config.v1.SseIds.SSE_IDS_NONE;
      case ADD -> dev.sluice.config.v1.SseIds.SSE_IDS_ADD;
    };
  }

  private static dev.sluice.config.v1.UpstreamAuth upstreamAuth(UpstreamAuth auth) {
    return switch (auth) {
      case STRIP -> dev.sluice.config.v1.UpstreamAuth.UPSTREAM_AUTH_STRIP;
      case STATIC_BEARER -> dev.sluice.config.v1.UpstreamAuth.UPSTREAM_AUTH_STATIC_BEARER;
      case MTLS -> dev.sluice.config.v1.UpstreamAuth.UPSTREAM_AUTH_MTLS;
      case PASSTHROUGH -> dev.sluice.config.v1.UpstreamAuth.UPSTREAM_AUTH_PASSTHROUGH;
    };
  }
}
