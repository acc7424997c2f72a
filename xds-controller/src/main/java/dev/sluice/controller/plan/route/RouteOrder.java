package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.ir.route.PathTemplate;
import dev.sluice.controller.plan.version.RouteVariant;
import java.util.Comparator;

/**
 * An order of routes: by priority, then the more specific match first. A path is more specific by
 * its kind, then by its literal segments (templates), then by its length. The last criteria only
 * make the order stable.
 */
public final class RouteOrder {
  /** The first criteria, which do not distinguish routes with the same path. */
  private static final Comparator<Route> MOST_SPECIFIC =
      Comparator.comparingInt(Route::priority)
          .reversed()
          .thenComparing(Route::pathKind)
          .thenComparingInt(route -> -literalSegments(route))
          .thenComparing(route -> isTemplate(route) && route.path().contains("**"))
          .thenComparing(Route::path, Comparator.comparingInt(String::length).reversed());

  public static final Comparator<Route> MATCHING =
      MOST_SPECIFIC
          .thenComparingInt(route -> -route.headers().size() - route.query().size())
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

  private static int literalSegments(Route route) {
    return isTemplate(route) ? PathTemplate.literalSegments(route.path()) : 0;
  }

  private static boolean isTemplate(Route route) {
    return route.pathKind() == PathMatchKind.TEMPLATE;
  }
}
