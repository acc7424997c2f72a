package dev.sluice.extauthz.policy;

import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.UpstreamAuth;

/**
 * What a route demands of a request and does with it.
 *
 * @param publish the publish's id; empty for a route of the policy file
 * @param environment dev, staging or prod; empty where the publish does not say
 * @param inspection as the decision's metadata carries it
 * @param sseIds the same: whether events of event streams get ids
 * @param upstreamSecret the name of the token for a static bearer; empty for the one that all share
 * @param product the slug of the published product; empty for a route of the policy file
 * @param resourceMetadata where clients learn who gives them tokens; empty if nowhere
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
    String product) {}
