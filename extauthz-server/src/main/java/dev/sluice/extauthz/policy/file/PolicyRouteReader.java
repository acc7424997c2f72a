package dev.sluice.extauthz.policy.file;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.Inspection;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.SseIds;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.PathPattern;
import dev.sluice.extauthz.policy.RouteRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A reader of the routes of a policy file. It returns them in the form in which the controller
 * delivers publishes.
 */
final class PolicyRouteReader {
  private final PolicyDocument document;
  private final Set<String> issuers;
  private final Set<String> introspected;
  private final List<PolicyProblem> problems;
  private final List<Publish> publishes = new ArrayList<>();
  private final Map<String, AuthRequirement> requirements = new HashMap<>();

  /**
   * Creates a reader.
   *
   * @param issuers the names of all issuers
   * @param introspected the names of issuers with introspection; a route may have at most one,
   *     because asking two would show each the tokens of the other
   */
  PolicyRouteReader(
      PolicyDocument document,
      Set<String> issuers,
      Set<String> introspected,
      List<PolicyProblem> problems) {
    this.document = document;
    this.issuers = issuers;
    this.introspected = introspected;
    this.problems = problems;
  }

  RouteRules readAll() {
    JsonNode nodes = document.spec().path("routes");
    for (int i = 0; i < nodes.size(); i++) {
      String pointer = "/routes/" + i;
      document.entry("routes", i).ifPresent(node -> read(node, pointer));
    }
    return problems.isEmpty() ? RouteRules.fromFile(publishes, requirements) : RouteRules.none();
  }

  private void read(JsonNode node, String pointer) {
    PathPattern path = new PathPattern(node.path("path").asString("*"));
    if (!path.isNormal()) {
      problems.add(document.problem(pointer + "/path", PathPattern.NOT_NORMAL));
    }
    Route route = route(node, path);
    if (requirements.put(route.getId(), requirement(node, pointer)) != null) {
      problems.add(
          document.problem(pointer + "/id", "is the id of another route; use a unique id"));
    }
    List<String> hosts = texts(node, "hosts");
    publishes.add(
        Publish.newBuilder()
            .addAllHosts(hosts.isEmpty() ? List.of("*") : hosts)
            .addRoutes(route)
            .build());
  }

  private AuthRequirement requirement(JsonNode node, String pointer) {
    List<String> named = texts(node, "issuers");
    for (int i = 0; i < named.size(); i++) {
      if (!issuers.contains(named.get(i)) && document.allowsAll("issuers")) {
        problems.add(
            document.problem(
                pointer + "/issuers/" + i,
                "is not an issuer of this file; add it or use one of "
                    + String.join(", ", new TreeSet<>(issuers))));
      }
    }
    String auth = node.path("auth").asString("oauth2");
    if (auth.equals("none")) {
      return new AuthRequirement.Open();
    }
    if (auth.equals("mtls")) {
      return new AuthRequirement.Mtls(
          AllowedPrincipalReader.read(
              node.path("principals"), pointer + "/principals", document, problems));
    }
    if (named.stream().filter(introspected::contains).count() > 1) {
      problems.add(
          document.problem(
              pointer + "/issuers",
              "has more than one issuer with introspection; name one of them"));
    }
    List<String> accepted = named.isEmpty() ? List.of(IssuerPolicy.DEFAULT) : named;
    return new AuthRequirement.Token(
        accepted, node.path("audience").asString(""), texts(node, "scopes"));
  }

  private static Route route(JsonNode node, PathPattern pattern) {
    String prefix = pattern.literal().isEmpty() ? "/" : pattern.literal();
    PathMatch path =
        pattern.isPrefix()
            ? PathMatch.newBuilder().setPrefix(prefix).build()
            : PathMatch.newBuilder().setExact(pattern.literal()).build();
    return Route.newBuilder()
        .setId(node.path("id").asString())
        .setPath(path)
        .addAllMethods(texts(node, "methods"))
        .setMinLevel(
            dev.sluice.config.v1.Level.valueOf("LEVEL_" + enumName(node, "level", "unspecified")))
        .setApiVersion(node.path("api-version").asString(""))
        .setDialect(Dialect.valueOf("DIALECT_" + enumName(node, "dialect", "sluice")))
        .setTarget(node.path("target").asString("-"))
        .setInspection(
            Inspection.valueOf("INSPECTION_" + enumName(node, "inspection", "unspecified")))
        .setSseIds(SseIds.valueOf("SSE_IDS_" + enumName(node, "sse-ids", "none")))
        .setUpstreamAuth(
            UpstreamAuth.valueOf("UPSTREAM_AUTH_" + enumName(node, "upstream-auth", "unspecified")))
        .setInternalToken(node.path("internal-token").asBoolean(false))
        .build();
  }

  private static String enumName(JsonNode node, String key, String fallback) {
    return node.path(key).asString(fallback).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static List<String> texts(JsonNode node, String key) {
    List<String> texts = new ArrayList<>();
    node.path(key).forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
