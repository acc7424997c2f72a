package dev.sluice.extauthz.policy;

import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.policy.limit.LimitRule;
import java.util.List;
import java.util.Map;

/**
 * A rule of a route: its requirements, and its settings for filters and the upstream.
 *
 * @param publish the publish's id; empty for a route of the policy file
 * @param environment dev, staging or prod; empty if the publish names none
 * @param inspection the inspection mode, as in the decision's metadata
 * @param sseIds the mode for ids of server-sent events, as in the decision's metadata
 * @param upstreamSecret the name of the static bearer token; empty for the shared one
 * @param product the slug of the published product; empty for a route of the policy file
 * @param waf the parts that a policy row adds to those that WAF rules search
 * @param limits the rate limits of policy rows
 * @param modelTokens the static bearer tokens for backends of models: the names of the tokens by
 *     the headers in which Envoy receives them
 * @param resourceMetadata the URL of the OAuth protected resource metadata; empty if there is none
 */
public record RouteRule(
    String id,
    String publish,
    String environment,
    AuthRequirement auth,
    AccessLevel minLevel,
    String apiVersion,
    Dialect dialect,
    String target,
    String inspection,
    String sseIds,
    UpstreamAuth upstreamAuth,
    boolean internalToken,
    String upstreamSecret,
    String resourceMetadata,
    String product,
    RouteWafParts waf,
    List<LimitRule> limits,
    Map<String, String> modelTokens) {
  public RouteRule {
    limits = List.copyOf(limits);
    modelTokens = Map.copyOf(modelTokens);
  }
}
