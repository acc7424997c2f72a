package dev.sluice.controller.plan.route;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.controller.ir.route.PathTemplate;
import java.util.Optional;

/** A check of the path of a route before it becomes a row. */
public final class RoutePathCheck {
  private static final java.util.regex.Pattern ABSOLUTE =
      java.util.regex.Pattern.compile("/[^?#\\s\\p{Cntrl}]*");

  private RoutePathCheck() {}

  /** Returns what is wrong with a path of a kind. */
  public static Optional<String> problem(String kind, String path) {
    return switch (kind) {
      case "regex" -> regex(path);
      case "template" -> absolute(path).or(() -> template(path));
      default -> absolute(path);
    };
  }

  private static Optional<String> absolute(String path) {
    return ABSOLUTE.matcher(path).matches()
        ? Optional.empty()
        : Optional.of("starts with / and has no query, fragment or space");
  }

  private static Optional<String> regex(String path) {
    try {
      return Pattern.compile(path).programSize() <= RouteMatchPlanner.MAX_REGEX_PROGRAM
          ? Optional.empty()
          : Optional.of("is too large an expression");
    } catch (PatternSyntaxException e) {
      return Optional.of("is no RE2 expression: " + e.getDescription());
    }
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
