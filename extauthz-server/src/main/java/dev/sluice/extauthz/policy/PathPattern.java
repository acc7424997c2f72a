package dev.sluice.extauthz.policy;

import dev.sluice.common.match.route.RequestPath;

/** A path of policy files: exact, or a prefix when it ends in {@code *}. */
public record PathPattern(String text) {
  public static final String NOT_NORMAL = "matches no path in its normal form";

  public boolean isPrefix() {
    return text.endsWith("*");
  }

  /** What a path must begin with, or be. */
  public String literal() {
    return isPrefix() ? text.substring(0, text.length() - 1) : text;
  }

  /** Whether any path in its normal form could match. */
  public boolean isNormal() {
    String literal = literal();
    return literal.isEmpty() || RequestPath.normalise(literal).filter(literal::equals).isPresent();
  }

  /** Letter case is ignored: an upstream may ignore it too, and a level must then still hold. */
  boolean matches(String path) {
    boolean prefix = isPrefix();
    int length = prefix ? text.length() - 1 : text.length();
    return (prefix || path.length() == length) && path.regionMatches(true, 0, text, 0, length);
  }
}
