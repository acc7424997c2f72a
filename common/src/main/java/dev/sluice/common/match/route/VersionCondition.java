package dev.sluice.common.match.route;

import com.google.re2j.Pattern;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.VersionMatch;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The compiled condition of a route on the API version that a request names, if it has one. */
record VersionCondition(VersionMatch match, Optional<Pattern> pattern) {
  private static final String PATH = ":path";

  static VersionCondition of(Route route) {
    return new VersionCondition(
        route.getVersionMatch(),
        route.hasVersionMatch()
            ? Optional.of(Pattern.compile(route.getVersionMatch().getRegex()))
            : Optional.empty());
  }

  boolean test(String path, Function<String, @Nullable String> header) {
    if (pattern.isEmpty()) {
      return true;
    }
    String value = match.getHeader().equals(PATH) ? path : header.apply(match.getHeader());
    if (value == null) {
      if (!match.getOptional()) {
        return false;
      }
      value = "";
    }
    return pattern.get().matches(value) != match.getInverted();
  }
}
