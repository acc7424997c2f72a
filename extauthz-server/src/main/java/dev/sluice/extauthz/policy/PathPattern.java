package dev.sluice.extauthz.policy;

import dev.sluice.common.match.route.RequestPath;

/**
 * A path pattern of a policy file. A pattern that ends in {@code *} is a prefix; any other is
 * exact.
 */
public record PathPattern(String text) {
  public static final String NOT_NORMAL = "matches no normalized path";

  public boolean isPrefix() {
    return text.endsWith("*");
  }

  /** Returns the pattern without {@code *}. */
  public String literal() {
    return isPrefix() ? text.substring(0, text.length() - 1) : text;
  }

  /** Returns true if the pattern can match a normalized path. */
  public boolean isNormal() {
    String literal = literal();
    return literal.isEmpty() || RequestPath.normalize(literal).filter(literal::equals).isPresent();
  }

  /**
   * Matches a path, ignoring case. An upstream may ignore case too, and the access level must apply
   * there as well.
   */
  boolean matches(String path) {
    boolean prefix = isPrefix();
    int length = prefix ? text.length() - 1 : text.length();
    return (prefix || path.length() == length) && path.regionMatches(true, 0, text, 0, length);
  }
}
