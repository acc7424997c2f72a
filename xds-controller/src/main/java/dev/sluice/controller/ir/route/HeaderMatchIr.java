package dev.sluice.controller.ir.route;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A condition on a request header. Exactly one comparison is set, or {@code present}.
 *
 * @param name the name in lower case
 * @param invert whether a request matches that does not meet the condition, such as one without the
 *     header
 */
public record HeaderMatchIr(
    String name,
    Optional<String> exact,
    Optional<String> prefix,
    Optional<String> suffix,
    Optional<String> contains,
    Optional<String> regex,
    boolean present,
    boolean invert) {
  public HeaderMatchIr {
    name = name.toLowerCase(Locale.ROOT);
    long set =
        Stream.of(exact, prefix, suffix, contains, regex).filter(Optional::isPresent).count();
    if (set != (present ? 0 : 1)) {
      throw new IllegalArgumentException(
          "needs one of the keys exact, prefix, suffix, contains, regex and present");
    }
  }
}
