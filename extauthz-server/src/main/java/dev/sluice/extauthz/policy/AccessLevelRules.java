package dev.sluice.extauthz.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The lowest level per path, and the roles that may call it; the longest pattern that matches
 * decides, an exact one before a prefix of the same name, and viewer is the floor.
 */
public final class AccessLevelRules {
  private static final LevelRule FLOOR = new LevelRule(new PathPattern("*"), AccessLevel.VIEWER);
  private static final Comparator<LevelRule> LONGEST_FIRST =
      Comparator.comparingInt((LevelRule r) -> -r.pattern().literal().length())
          .thenComparing(r -> r.pattern().isPrefix())
          .thenComparing(r -> !r.shadow());

  private final List<LevelRule> enforced;
  private final List<LevelRule> withShadows;
  private final boolean shadows;

  /**
   * One rule of the file.
   *
   * @param shadow whether what it would refuse is told and not done
   */
  public record LevelRule(PathPattern pattern, LevelRequirement required, boolean shadow) {
    public LevelRule(PathPattern pattern, AccessLevel level, List<String> roles, boolean shadow) {
      this(
          pattern,
          new LevelRequirement(level, "level:" + pattern.text(), "role:" + pattern.text(), roles),
          shadow);
    }

    LevelRule(PathPattern pattern, AccessLevel level) {
      this(pattern, level, List.of(), false);
    }
  }

  public AccessLevelRules(List<LevelRule> rules) {
    withShadows = rules.stream().sorted(LONGEST_FIRST).toList();
    enforced = withShadows.stream().filter(rule -> !rule.shadow()).toList();
    shadows = enforced.size() < rules.size();
  }

  /** No rule but the floor. */
  public static AccessLevelRules viewerOnly() {
    return new AccessLevelRules(List.of());
  }

  /** What a path asks for, and the names of the rules that say so. */
  public record LevelRequirement(
      AccessLevel level, String levelRule, String roleRule, List<String> roles) {
    /** Callers need one of the roles besides the level; any, if there are none. */
    public LevelRequirement {
      roles = List.copyOf(roles);
    }

    /** Whether a caller of this role may call the path. */
    public boolean allowsRole(String role) {
      return roles.isEmpty() || roles.contains(role);
    }
  }

  /** Looks up a path in its normal form. */
  public LevelRequirement requirementFor(String path) {
    return first(enforced, path).required();
  }

  /** What the path would ask for if no rule were in shadow; empty if that is the same. */
  public Optional<LevelRequirement> shadowRequirementFor(String path) {
    if (!shadows) {
      return Optional.empty();
    }
    LevelRule rule = first(withShadows, path);
    return rule.shadow() ? Optional.of(rule.required()) : Optional.empty();
  }

  private static LevelRule first(List<LevelRule> rules, String path) {
    for (LevelRule rule : rules) {
      if (rule.pattern().matches(path)) {
        return rule;
      }
    }
    return FLOOR;
  }
}
