package dev.sluice.extauthz.policy;

import java.util.Locale;

/** The access levels of callers, from lowest to highest. */
public enum AccessLevel {
  NONE,
  VIEWER,
  DEVELOPER,
  ADMIN;

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String routeRule = "route:" + label;

  /** Parses a level of a policy file. */
  public static AccessLevel parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /**
   * Converts the level of a publish. An unknown level, from a newer controller, becomes the
   * strictest one.
   */
  static AccessLevel fromConfig(dev.sluice.config.v1.Level level) {
    return switch (level) {
      case LEVEL_UNSPECIFIED, LEVEL_VIEWER -> VIEWER;
      case LEVEL_DEVELOPER -> DEVELOPER;
      case LEVEL_ADMIN, UNRECOGNIZED -> ADMIN;
    };
  }

  /** Returns the stricter of two levels. */
  public AccessLevel stricterOf(AccessLevel other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Returns true if this level satisfies the required one. */
  public boolean isAtLeast(AccessLevel required) {
    return compareTo(required) >= 0;
  }

  /** Returns the name in metadata and traces. */
  public String label() {
    return label;
  }

  /** Returns the name of the rule that requires this level for a route. */
  public String routeRule() {
    return routeRule;
  }
}
