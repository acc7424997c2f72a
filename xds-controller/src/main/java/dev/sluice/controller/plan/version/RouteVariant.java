package dev.sluice.controller.plan.version;

import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.version.RouteVersionIr;
import java.util.Optional;

/**
 * A form in which a route is matched. A route of the version that callers get without naming one
 * may have two forms.
 *
 * @param suffix the end of the id of the planned route
 * @param number the number of the version; 0 where versions do not select routes
 * @param withheld whether the route must answer 503, because its version cannot be matched
 */
public record RouteVariant(
    Route route, String suffix, Optional<RouteVersionIr> version, long number, boolean withheld) {
  static RouteVariant of(Route route, Optional<RouteVersionIr> version) {
    return new RouteVariant(route, "", version, 0, false);
  }
}
