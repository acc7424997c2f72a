package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Route;
import java.util.Comparator;

/**
 * An order of routes: by priority, then the more specific match first. The last criteria only make
 * the order stable.
 */
public final class RouteOrder {
  public static final Comparator<Route> MATCHING =
      Comparator.comparingInt(Route::priority)
          .reversed()
          .thenComparing(Route::pathKind)
          .thenComparing(Route::path, Comparator.comparingInt(String::length).reversed())
          .thenComparingInt(route -> -route.headers().size())
          .thenComparing(route -> route.methods().isEmpty())
          .thenComparing(Route::path)
          .thenComparing(Route::name)
          .thenComparing(Route::id);

  private RouteOrder() {}
}
