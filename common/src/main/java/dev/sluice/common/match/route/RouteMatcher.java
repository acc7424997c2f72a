package dev.sluice.common.match.route;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
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
    List<ValueCondition> headers,
    List<ValueCondition> query,
    VersionCondition version) {

  static <V> RouteMatcher<V> of(Route route, V value) {
    try {
      return new RouteMatcher<>(
          route.getId(),
          value,
          path(route),
          Set.copyOf(route.getMethodsList()),
          route.getHeadersList().stream().map(ValueCondition::of).toList(),
          route.getQueryList().stream().map(ValueCondition::of).toList(),
          VersionCondition.of(route));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("route " + route.getId() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns whether a request matches.
   *
   * @param path the normal form
   * @param rawPath the path as it was sent, with its query
   */
  boolean matches(
      String path, String rawPath, String method, Function<String, @Nullable String> header) {
    return mismatch(path, rawPath, method, header) == null;
  }

  /** Returns the first condition that a request does not meet; null if it meets all. */
  @Nullable RouteMismatch mismatch(
      String path, String rawPath, String method, Function<String, @Nullable String> header) {
    if (!this.path.test(path)) {
      return RouteMismatch.PATH;
    }
    if (!(methods.isEmpty() || methods.contains(method))) {
      return RouteMismatch.METHOD;
    }
    for (ValueCondition condition : headers) {
      if (!condition.value().test(header.apply(condition.name()))) {
        return RouteMismatch.HEADER;
      }
    }
    for (ValueCondition condition : query) {
      if (!condition.value().test(ValueCondition.parameter(rawPath, condition.name()))) {
        return RouteMismatch.QUERY;
      }
    }
    return version.test(path, header) ? null : RouteMismatch.VERSION;
  }

  private static Predicate<String> path(Route route) {
    PathMatch match = route.getPath();
    return switch (match.getKindCase()) {
      case EXACT -> match.getExact()::equals;
      case PREFIX -> {
        String prefix = match.getPrefix();
        yield path -> path.startsWith(prefix);
      }
      case REGEX -> Pattern.compile(match.getRegex())::matches;
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("route " + route.getId() + " has no path");
    };
  }
}
