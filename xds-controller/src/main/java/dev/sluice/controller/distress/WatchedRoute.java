package dev.sluice.controller.distress;

import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.policy.RateLimitIr.Tightening;

/**
 * A route of a publish whose limits follow the state of its upstreams.
 *
 * @param id the id of the planned route
 * @param cluster the name of the cluster
 * @param tenant the id of the provider
 * @param label the route, the product and the environment, for people
 */
public record WatchedRoute(
    String id,
    String cluster,
    PublishEnvironment environment,
    String tenant,
    String label,
    Tightening rule) {}
