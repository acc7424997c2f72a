package dev.sluice.extauthz.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rules for the lowest access level and the allowed roles of each path. The longest matching
 * pattern decides, and an exact one before a prefix of the same length. Without a match, the level
 * is viewer.
 */
public final class AccessLevelRules {
  private static final LevelRule DEFAULT_RULE =
      new LevelRule(new PathPattern("*"), AccessLevel.VIEWER);
  private static final Comparator<LevelRule> LONGEST_FIRST =
      Comparator.comparingInt((LevelRule r) -> -r.pattern().literal().length())
          .thenComparing(r -> r.pattern().isPrefix())
          .thenComparing(r -> !r.shadow());

  private final List<LevelRule> enforced;
  private final List<LevelRule> allRules;
  private final boolean hasShadowRules;

  /**
   * A rule of the policy file.
   *
   * @param shadow true if a violation is reported but not enforced
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
    allRules = rules.stream().sorted(LONGEST_FIRST).toList();
    enforced = allRules.stream().filter(rule -> !rule.shadow()).toList();
    hasShadowRules = enforced.size() < rules.size();
  }

  /** Returns rules that require the viewer level for every path. */
  public static AccessLevelRules viewerOnly() {
    return new AccessLevelRules(List.of());
  }

  /** A requirement of a path, with the names of its rules. */
  public record LevelRequirement(
      AccessLevel level, String levelRule, String roleRule, List<String> roles) {
    /** Copies the roles. Without roles, every role is allowed. */
    public LevelRequirement {
      roles = List.copyOf(roles);
    }

    /** Returns true if a caller with this role may call the path. */
    public boolean allowsRole(String role) {
      return roles.isEmpty() || roles.contains(role);
    }
  }

  /** Returns the requirement of a normalized path. */
  public LevelRequirement requirementFor(String path) {
    return first(enforced, path).required();
  }

  /**
   * Returns the requirement if the rules in shadow mode were enforced; empty if it would be the
   * same.
   */
  public Optional<LevelRequirement> shadowRequirementFor(String path) {
    if (!hasShadowRules) {
      return Optional.empty();
    }
    LevelRule rule = first(allRules, path);
    return rule.shadow() ? Optional.of(rule.required()) : Optional.empty();
  }

  private static LevelRule first(List<LevelRule> rules, String path) {
    for (LevelRule rule : rules) {
      if (rule.pattern().matches(path)) {
        return rule;
      }
    }
    return DEFAULT_RULE;
  }
}
