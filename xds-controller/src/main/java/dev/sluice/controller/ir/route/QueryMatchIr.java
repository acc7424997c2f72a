package dev.sluice.controller.ir.route;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A condition on the first query parameter with a name, whose escapes are not decoded. Exactly one
 * comparison is set, or {@code present}.
 */
public record QueryMatchIr(
    String name,
    Optional<String> exact,
    Optional<String> prefix,
    Optional<String> regex,
    boolean present) {
  public QueryMatchIr {
    long set = Stream.of(exact, prefix, regex).filter(Optional::isPresent).count();
    if (set != (present ? 0 : 1)) {
      throw new IllegalArgumentException("needs one of the keys exact, prefix, regex and present");
    }
  }
}
