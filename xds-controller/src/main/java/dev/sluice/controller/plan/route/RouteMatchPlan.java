package dev.sluice.controller.plan.route;

import dev.sluice.controller.ir.route.HeaderMatchIr;
import dev.sluice.controller.ir.route.PathMatchIr;
import dev.sluice.controller.ir.route.QueryMatchIr;
import java.util.List;

/**
 * A match of a route. It matches at least the requests that the row describes.
 *
 * @param exact whether it matches no other requests either, so that the route may be served
 */
record RouteMatchPlan(
    PathMatchIr path, List<HeaderMatchIr> headers, List<QueryMatchIr> query, boolean exact) {}
