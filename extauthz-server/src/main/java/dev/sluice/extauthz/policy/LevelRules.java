package dev.sluice.extauthz.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The lowest level per path, and the roles that may call it; the longest pattern that matches
 * decides, an exact one before a prefix of the same name, and viewer is the floor.
 */
public final class LevelRules {
  private static final Rule FLOOR = new Rule(new PathPattern("*"), Level.VIEWER);
  private static final Comparator<Rule> LONGEST_FIRST =
      Comparator.comparingInt((Rule r) -> -r.pattern().literal().length())
          .thenComparing(r -> r.pattern().isPrefix())
          .thenComparing(r -> !r.shadow());

  private final List<Rule> enforced;
  private final List<Rule> withShadows;
  private final boolean shadows;

  /**
   * One rule of the file.
   *
   * @param shadow whether what it would refuse is told and not done
   */
  record Rule(PathPattern pattern, Required required, boolean shadow) {
    Rule(PathPattern pattern, Level level, List<String> roles, boolean shadow) {
      this(
          pattern,
          new Required(level, "level:" + pattern.text(), "role:" + pattern.text(), roles),
          shadow);
    }

    Rule(PathPattern pattern, Level level) {
      this(pattern, level, List.of(), false);
    }
  }

  LevelRules(List<Rule> rules) {
    withShadows = rules.stream().sorted(LONGEST_FIRST).toList();
    enforced = withShadows.stream().filter(rule -> !rule.shadow()).toList();
    shadows = enforced.size() < rules.size();
  }

  /** No rule but the floor. */
  public static LevelRules floor() {
    return new LevelRules(List.of());
  }

  /** What a path asks for, and the names of the rules that say so. */
  public record Required(Level level, String levelRule, String roleRule, List<String> roles) {
    /** Callers need one of the roles besides the level; any, if there are none. */
    public Required {
      roles = List.copyOf(roles);
    }

    /** Whether a caller of this role may call the path. */
    public boolean takes(String role) {
      return roles.isEmpty() || roles.contains(role);
    }
  }

  /** Looks up a path in its normal form. */
  public Required forPath(String path) {
    return first(enforced, path).required();
  }

  /** What the path would ask for if no rule were in shadow; empty if that is the same. */
  public Optional<Required> shadowFor(String path) {
    if (!shadows) {
      return Optional.empty();
    }
    Rule rule = first(withShadows, path);
    return rule.shadow() ? Optional.of(rule.required()) : Optional.empty();
  }

  private static Rule first(List<Rule> rules, String path) {
    for (Rule rule : rules) {
      if (rule.pattern().matches(path)) {
        return rule;
      }
    }
    return FLOOR;
  }
}
