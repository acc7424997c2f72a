package dev.sluice.common.match.route;

import com.google.re2j.Pattern;
import dev.sluice.config.v1.HeaderMatch;
import dev.sluice.config.v1.QueryMatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A compiled condition on a header or a query parameter.
 *
 * @param value a test of the value, or of null if it is missing
 */
record ValueCondition(String name, Predicate<@Nullable String> value) {

  /**
   * Compiles a condition on a header.
   *
   * @throws com.google.re2j.PatternSyntaxException if its expression is invalid
   */
  static ValueCondition of(HeaderMatch match) {
    Predicate<@Nullable String> value = header(match);
    return new ValueCondition(match.getName(), match.getInvert() ? value.negate() : value);
  }

  private static Predicate<@Nullable String> header(HeaderMatch match) {
    if (!match.getSuffix().isEmpty()) {
      return value -> value != null && value.endsWith(match.getSuffix());
    }
    if (!match.getContains().isEmpty()) {
      return value -> value != null && value.contains(match.getContains());
    }
    // Envoy reads a missing header as an empty one where the condition is inverted.
    boolean emptyIfMissing = match.getInvert() && !match.getPresent();
    Predicate<@Nullable String> value =
        value(match.getExact(), match.getPrefix(), match.getRegex(), match.getPresent());
    return emptyIfMissing ? text -> value.test(text == null ? "" : text) : value;
  }

  /**
   * Compiles a condition on a query parameter.
   *
   * @throws com.google.re2j.PatternSyntaxException if its expression is invalid
   */
  static ValueCondition of(QueryMatch match) {
    return new ValueCondition(
        match.getName(),
        value(match.getExact(), match.getPrefix(), match.getRegex(), match.getPresent()));
  }

  private static Predicate<@Nullable String> value(
      String exact, String prefix, String regex, boolean present) {
    if (present) {
      return value -> value != null;
    }
    if (!prefix.isEmpty()) {
      return value -> value != null && value.startsWith(prefix);
    }
    if (!regex.isEmpty()) {
      Pattern pattern = Pattern.compile(regex);
      return value -> value != null && pattern.matches(value);
    }
    return exact::equals;
  }

  /**
   * Returns the first parameter with a name in the query of a path as it was sent, not decoded;
   * null if there is none.
   */
  static @Nullable String parameter(String rawPath, String name) {
    int fragment = rawPath.indexOf('#');
    int end = fragment < 0 ? rawPath.length() : fragment;
    int start = rawPath.indexOf('?') + 1;
    if (start == 0 || start > end) {
      return null;
    }
    String query = rawPath.substring(start, end);
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String key = equals < 0 ? parameter : parameter.substring(0, equals);
      if (key.equals(name)) {
        return equals < 0 ? "" : parameter.substring(equals + 1);
      }
    }
    return null;
  }
}
