package dev.sluice.ctl.policytest.run;

import dev.sluice.common.match.route.RequestPath;
import dev.sluice.common.waf.WafPart;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.WafSearch;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.decision.guard.WafGuards;
import dev.sluice.extauthz.policy.AccessLevelRules;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.RouteRules;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A scan of paths, queries and headers with WAF rules that only report. */
final class RequestScan {
  private static final String ROUTE = "test";
  private static final String RULE_PREFIX = "waf:";
  private static final AuthzPolicy NO_POLICY =
      new AuthzPolicy("", List.of(), AccessLevelRules.viewerOnly(), RouteRules.none());

  private final RequestGuard guard;
  private final RouteRule route;

  RequestScan(WafPolicy unscoped) {
    WafGuards guards = new WafGuards();
    guards.update(unscoped);
    guard = guards.beforeAuthentication();
    var everything =
        WafSearch.newBuilder()
            .setLog(true)
            .addParts(WafSearch.Part.PART_PATH)
            .addParts(WafSearch.Part.PART_QUERY)
            .addParts(WafSearch.Part.PART_HEADERS);
    var publish =
        Publish.newBuilder()
            .setId(ROUTE)
            .addHosts("*")
            .addRoutes(
                Route.newBuilder()
                    .setId(ROUTE)
                    .setPath(PathMatch.newBuilder().setPrefix("/"))
                    .setWaf(everything))
            .build();
    route = RouteRules.none().with(Map.of(ROUTE, publish), Set.of()).byId(ROUTE).orElseThrow();
  }

  /** Returns the ids of the rules that match a decoded text in a part. */
  Set<String> ofText(WafPart part, String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    return switch (part) {
      case PATH -> of("/" + encoded.replace("%2F", "/"), Map.of());
      case QUERY -> of("/?q=" + encoded, Map.of());
      case HEADERS -> of("/", Map.of("x-text", text));
      case BODY, ANSWER -> Set.of();
    };
  }

  /** Returns the ids of the rules that match a raw query or a header. */
  Set<String> ofRequest(WafPart part, String name, String text) {
    return part == WafPart.QUERY ? of("/?" + text, Map.of()) : of("/", Map.of(name, text));
  }

  private Set<String> of(String path, Map<String, String> headers) {
    Optional<String> normal = RequestPath.normalize(path);
    if (normal.isEmpty()) {
      return Set.of();
    }
    var input =
        new CheckInput(
            "GET",
            "gateway.example",
            path,
            headers,
            ClientPeer.UNKNOWN,
            Optional.empty(),
            "",
            "",
            Instant.EPOCH);
    var violations = new RuleViolations();
    guard.check(
        AuthorizationContext.unauthenticated(
            input, NO_POLICY, route, RouteSource.PUBLISH, normal.get(), "dev"),
        violations);
    return violations.shadowRules().stream()
        .map(rule -> rule.substring(RULE_PREFIX.length()))
        .collect(Collectors.toSet());
  }
}
