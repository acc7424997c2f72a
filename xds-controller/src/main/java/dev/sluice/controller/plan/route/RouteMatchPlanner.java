package dev.sluice.controller.plan.route;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.route.HeaderMatchIr;
import dev.sluice.controller.ir.route.PathMatchIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A planner of the match of a route. */
final class RouteMatchPlanner {
  private static final Pattern HEADER_NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,200}");

  /**
   * The largest RE2 program. It is a fifth of the limit in Envoy's bootstrap, because Envoy counts
   * slightly differently.
   */
  private static final int MAX_REGEX_PROGRAM = 2_000;

  /** The largest total of header bytes that Envoy accepts in a request. */
  private static final int MAX_HEADERS = 60 << 10;

  private RouteMatchPlanner() {}

  static Optional<PathMatchIr> path(Route route, FindingCollector findings) {
    return switch (route.pathKind()) {
      case EXACT -> Optional.of(new PathMatchIr.Exact(route.path()));
      case PREFIX -> Optional.of(new PathMatchIr.Prefix(route.path()));
      case REGEX -> regex(route, findings);
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

  static Optional<List<HeaderMatchIr>> headers(Route route, FindingCollector findings) {
    List<HeaderMatchIr> matches = new ArrayList<>();
    for (int i = 0; i < route.headers().size(); i++) {
      Optional<HeaderMatchIr> match = header(route.headers().get(i));
      if (match.isEmpty()) {
        findings.add(
            "routes", route.id(), "headers/" + i, "must be {\"name\": header, \"exact\": text}");
        return Optional.empty();
      }
      if (match.get().exact().length() > MAX_HEADERS) {
        findings.add(
            "routes", route.id(), "headers/" + i, "is longer than the headers of any request");
        return Optional.empty();
      }
      matches.add(match.get());
    }
    return Optional.of(matches);
  }

  private static Optional<HeaderMatchIr> header(Object condition) {
    if (condition instanceof Map<?, ?> map
        && map.size() == 2
        && map.get("name") instanceof String name
        && map.get("exact") instanceof String exact) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (HEADER_NAME.matches(lower) && exact.chars().noneMatch(c -> c < ' ' || c == 0x7f)) {
        return Optional.of(new HeaderMatchIr(lower, exact));
      }
    }
    return Optional.empty();
  }

  static boolean queryFree(Route route, FindingCollector findings) {
    if (!route.query().isEmpty()) {
      findings.add("routes", route.id(), "query", "conditions on the query are not served");
    }
    return route.query().isEmpty();
  }
}
