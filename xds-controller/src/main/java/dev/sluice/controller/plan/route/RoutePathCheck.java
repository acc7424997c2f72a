package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.ir.route.PathTemplate;
import dev.sluice.controller.policy.EnvoyRegex;
import java.util.Optional;
import java.util.regex.Pattern;

/** A check of the path of a route, in a row or before it becomes one. */
public final class RoutePathCheck {
  private static final Pattern ABSOLUTE = Pattern.compile("/[^?#\\s\\p{Cntrl}]*");
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

  private RoutePathCheck() {}

  /** Returns what is wrong with a path of a kind. */
  public static Optional<String> problem(PathMatchKind kind, String path) {
    if (!ASCII.matcher(path).matches()) {
      return Optional.of(
          "has characters that no request path has; write them percent-encoded in UTF-8, such as"
              + " %EC%A3%BC");
    }
    return switch (kind) {
      case REGEX -> EnvoyRegex.problem(path);
      case TEMPLATE -> absolute(path).or(() -> template(path));
      case EXACT, PREFIX -> absolute(path);
    };
  }

  private static Optional<String> absolute(String path) {
    return ABSOLUTE.matcher(path).matches()
        ? Optional.empty()
        : Optional.of("must start with / and have no query, fragment or space");
  }

  private static Optional<String> template(String path) {
    try {
      PathTemplate.parse(path);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
