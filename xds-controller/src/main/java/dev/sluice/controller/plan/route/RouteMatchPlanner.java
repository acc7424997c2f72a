package dev.sluice.controller.plan.route;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.route.HeaderMatchIr;
import dev.sluice.controller.ir.route.PathMatchIr;
import dev.sluice.controller.ir.route.PathTemplate;
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
  /**
   * The largest RE2 program. It is a fifth of the limit in Envoy's bootstrap, because Envoy counts
   * slightly differently.
   */
  static final int MAX_REGEX_PROGRAM = 2_000;

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
    return switch (route.pathKind()) {
      case EXACT -> Optional.of(new PathMatchIr.Exact(route.path()));
      case PREFIX -> Optional.of(new PathMatchIr.Prefix(route.path()));
      case REGEX -> regex(route, findings);
      case TEMPLATE -> template(route, findings);
    };
  }

  private static Optional<PathMatchIr> regex(Route route, FindingCollector findings) {
    try {
      if (Pattern.compile(route.path()).programSize() <= MAX_REGEX_PROGRAM) {
        return Optional.of(new PathMatchIr.Regex(route.path()));
      }
      findings.add("routes", route.id(), "path", "is too large an expression");
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      findings.add("routes", route.id(), "path", "is no RE2 expression: " + e.getDescription());
      return Optional.empty();
    }
  }

  private static Optional<PathMatchIr> template(Route route, FindingCollector findings) {
    try {
      PathTemplate.parse(route.path());
      return Optional.of(new PathMatchIr.Template(route.path()));
    } catch (IllegalArgumentException e) {
      findings.add("routes", route.id(), "path", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
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
