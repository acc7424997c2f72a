package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.route.HeaderMatchIr;
import dev.sluice.controller.ir.route.PathMatchIr;
import dev.sluice.controller.ir.route.QueryMatchIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.policy.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A planner of the match of a route. What cannot be planned is widened: an invalid path to its
 * literal prefix, and an invalid condition to none. The wider match keeps the requests of the route
 * from the routes behind it.
 */
final class RouteMatchPlanner {
  private static final SpecReader<HeaderMatchIr> HEADER =
      new SpecReader<>("routes/header_match.schema.json", HeaderMatchIr.class);
  private static final SpecReader<QueryMatchIr> QUERY =
      new SpecReader<>("routes/query_match.schema.json", QueryMatchIr.class);

  private RouteMatchPlanner() {}

  static RouteMatchPlan plan(Route route, FindingCollector findings) {
    Optional<PathMatchIr> path = path(route, findings);
    List<HeaderMatchIr> headers = conditions(route, "headers", route.headers(), HEADER, findings);
    List<QueryMatchIr> query = conditions(route, "query", route.query(), QUERY, findings);
    return new RouteMatchPlan(
        path.orElseGet(() -> new PathMatchIr.Prefix(widestPrefix(route))),
        headers,
        query,
        path.isPresent()
            && headers.size() == route.headers().size()
            && query.size() == route.query().size());
  }

  private static Optional<PathMatchIr> path(Route route, FindingCollector findings) {
    String path = route.path();
    Optional<String> problem = RoutePathCheck.problem(route.pathKind(), path);
    if (problem.isPresent()) {
      findings.add("routes", route.id(), "path", problem.get());
      return Optional.empty();
    }
    return Optional.of(
        switch (route.pathKind()) {
          case EXACT -> new PathMatchIr.Exact(path);
          case PREFIX -> new PathMatchIr.Prefix(path);
          case REGEX -> new PathMatchIr.Regex(path);
          case TEMPLATE -> new PathMatchIr.Template(path);
        });
  }

  /** Returns the literal text with which each path of a route with an invalid path starts. */
  private static String widestPrefix(Route route) {
    return switch (route.pathKind()) {
      case EXACT, PREFIX -> route.path();
      case REGEX -> RegexPrefix.of(route.path());
      case TEMPLATE -> route.path().split("[{}*]", -1)[0];
    };
  }

  /** Returns the valid ones of some conditions. */
  private static <C> List<C> conditions(
      Route route,
      String column,
      List<Object> conditions,
      SpecReader<C> reader,
      FindingCollector findings) {
    List<C> valid = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      findings
          .addFrom("routes", route.id(), reader.read(column + "/" + i, conditions.get(i)))
          .ifPresent(valid::add);
    }
    return valid;
  }
}
