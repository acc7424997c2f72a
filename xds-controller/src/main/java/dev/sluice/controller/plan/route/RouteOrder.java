package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.ir.route.PathTemplate;
import java.util.Comparator;

/**
 * An order of routes: by priority, then the more specific match first. A path is more specific by
 * its kind, then by its literal segments (templates), then by its length. The last criteria only
 * make the order stable.
 */
public final class RouteOrder {
  public static final Comparator<Route> MATCHING =
      Comparator.comparingInt(Route::priority)
          .reversed()
          .thenComparing(Route::pathKind)
          .thenComparingInt(route -> -literalSegments(route))
          .thenComparing(route -> isTemplate(route) && route.path().contains("**"))
          .thenComparing(Route::path, Comparator.comparingInt(String::length).reversed())
          .thenComparingInt(route -> -route.headers().size() - route.query().size())
          .thenComparing(route -> route.methods().isEmpty())
          .thenComparing(Route::path)
          .thenComparing(Route::name)
          .thenComparing(Route::id);

  private RouteOrder() {}

  private static int literalSegments(Route route) {
    return isTemplate(route) ? PathTemplate.literalSegments(route.path()) : 0;
  }

  private static boolean isTemplate(Route route) {
    return route.pathKind() == PathMatchKind.TEMPLATE;
  }
}
