package dev.sluice.controller.plan.route;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.ir.route.PathTemplate;
import java.util.Optional;

/** A check of the path of a route, in a row or before it becomes one. */
public final class RoutePathCheck {
  /**
   * The largest RE2 program. It is a fifth of the limit in Envoy's bootstrap, because Envoy counts
   * slightly differently.
   */
  static final int MAX_REGEX_PROGRAM = 2_000;

  private static final java.util.regex.Pattern ABSOLUTE =
      java.util.regex.Pattern.compile("/[^?#\\s\\p{Cntrl}]*");
  private static final java.util.regex.Pattern ASCII =
      java.util.regex.Pattern.compile("\\p{ASCII}*");

  private RoutePathCheck() {}

  /** Returns what is wrong with a path of a kind. */
  public static Optional<String> problem(PathMatchKind kind, String path) {
    if (!ASCII.matcher(path).matches()) {
      return Optional.of(
          "has characters that no request path has; write them percent-encoded in UTF-8, such as"
              + " %EC%A3%BC");
    }
    return switch (kind) {
      case REGEX -> regex(path);
      case TEMPLATE -> absolute(path).or(() -> template(path));
      case EXACT, PREFIX -> absolute(path);
    };
  }

  private static Optional<String> absolute(String path) {
    return ABSOLUTE.matcher(path).matches()
        ? Optional.empty()
        : Optional.of("must start with / and have no query, fragment or space");
  }

  private static Optional<String> regex(String path) {
    try {
      return Pattern.compile(path).programSize() <= MAX_REGEX_PROGRAM
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
