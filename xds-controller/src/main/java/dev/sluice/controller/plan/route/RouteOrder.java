package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Route;
import dev.sluice.controller.plan.version.RouteVariant;
import java.util.Comparator;

/**
 * An order of routes: by priority, then the more specific match first. The last criteria only make
 * the order stable.
 */
public final class RouteOrder {
  /** The first criteria, which do not distinguish routes with the same path. */
  private static final Comparator<Route> MOST_SPECIFIC =
      Comparator.comparingInt(Route::priority)
          .reversed()
          .thenComparing(Route::pathKind)
          .thenComparing(Route::path, Comparator.comparingInt(String::length).reversed());

  public static final Comparator<Route> MATCHING =
      MOST_SPECIFIC
          .thenComparingInt(route -> -route.headers().size())
          .thenComparing(route -> route.methods().isEmpty())
          .thenComparing(Route::path)
          .thenComparing(Route::name)
          .thenComparing(Route::id);

  /** The order of the forms of routes, in which a newer version is first at the same path. */
  public static final Comparator<RouteVariant> VARIANTS =
      Comparator.comparing(RouteVariant::route, MOST_SPECIFIC)
          .thenComparing(Comparator.comparingLong(RouteVariant::number).reversed())
          .thenComparing(RouteVariant::route, MATCHING)
          .thenComparing(RouteVariant::suffix);

  private RouteOrder() {}
}
