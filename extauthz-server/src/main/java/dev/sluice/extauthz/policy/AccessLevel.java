package dev.sluice.extauthz.policy;

import java.util.Locale;

/** How much a caller may do, in rising order. */
public enum AccessLevel {
  NONE,
  VIEWER,
  DEVELOPER,
  ADMIN;

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String routeRule = "route:" + label;

  /** Reads the word of policy files. */
  public static AccessLevel parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** What a publish asks for; a level of a newer controller is the strictest. */
  static AccessLevel fromConfig(dev.sluice.config.v1.Level level) {
    return switch (level) {
      case LEVEL_UNSPECIFIED, LEVEL_VIEWER -> VIEWER;
      case LEVEL_DEVELOPER -> DEVELOPER;
      case LEVEL_ADMIN, UNRECOGNIZED -> ADMIN;
    };
  }

  /** The stricter of the two. */
  public AccessLevel stricterOf(AccessLevel other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Whether a caller of this level may do what asks for {@code required}. */
  public boolean isAtLeast(AccessLevel required) {
    return compareTo(required) >= 0;
  }

  /** The form of metadata and traces. */
  public String label() {
    return label;
  }

  /** The name of the rule by which a route asks for it. */
  public String routeRule() {
    return routeRule;
  }
}
