package dev.sluice.common.match.route;

import java.util.Optional;

/**
 * A trial of one route for a request.
 *
 * @param mismatch the first condition that the request does not meet; empty if the route matches
 */
public record RouteTrial(String routeId, Optional<RouteMismatch> mismatch) {}
