package dev.sluice.common.match.route;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.config.v1.HeaderMatch;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Route;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The compiled conditions of one route, which must all match, and the value stored for it. */
record RouteMatcher<V>(
    String id,
    V value,
    Predicate<String> path,
    Set<String> methods,
    List<HeaderMatch> headers,
    VersionCondition version) {

  static <V> RouteMatcher<V> of(Route route, V value) {
    return new RouteMatcher<>(
        route.getId(),
        value,
        path(route),
        Set.copyOf(route.getMethodsList()),
        route.getHeadersList(),
        VersionCondition.of(route));
  }

  boolean matches(String path, String method, Function<String, @Nullable String> header) {
    if (!this.path.test(path) || !(methods.isEmpty() || methods.contains(method))) {
      return false;
    }
    for (HeaderMatch match : headers) {
      if (!match.getExact().equals(header.apply(match.getName()))) {
        return false;
      }
    }
    return version.test(path, header);
  }

  private static Predicate<String> path(Route route) {
    PathMatch match = route.getPath();
    return switch (match.getKindCase()) {
      case EXACT -> match.getExact()::equals;
      case PREFIX -> {
        String prefix = match.getPrefix();
        yield path -> path.startsWith(prefix);
      }
      case REGEX -> compiled(route.getId(), match.getRegex())::matches;
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("route " + route.getId() + " has no path");
    };
  }

  static Pattern compiled(String route, String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("route " + route + ": " + e.getMessage(), e);
    }
  }
}
