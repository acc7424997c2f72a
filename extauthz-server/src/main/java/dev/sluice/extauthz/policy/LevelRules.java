package dev.sluice.extauthz.policy;

import java.util.Comparator;
import java.util.List;

/**
 * The lowest level per path; the longest pattern that matches decides, an exact one before a prefix
 * of the same name, and viewer is the floor.
 */
public final class LevelRules {
  private static final Rule FLOOR = new Rule(new PathPattern("*"), Level.VIEWER);

  private final List<Rule> longestFirst;

  /** One rule of the file. */
  record Rule(PathPattern pattern, Level level) {}

  LevelRules(List<Rule> rules) {
    longestFirst =
        rules.stream()
            .sorted(
                Comparator.comparingInt((Rule r) -> -r.pattern().literal().length())
                    .thenComparing(r -> r.pattern().isPrefix()))
            .toList();
  }

  /** No rule but the floor. */
  public static LevelRules floor() {
    return new LevelRules(List.of());
  }

  /** What a path asks for, and the pattern that says so. */
  public record Required(Level level, String pattern) {}

  /** Looks up a path in its normal form. */
  public Required forPath(String path) {
    for (Rule rule : longestFirst) {
      if (rule.pattern().matches(path)) {
        return required(rule);
      }
    }
    return required(FLOOR);
  }

  private static Required required(Rule rule) {
    return new Required(rule.level(), rule.pattern().text());
  }
}
