package dev.sluice.extauthz.policy;

/** A path of policy files: exact, or a prefix when it ends in {@code *}. */
record PathPattern(String text) {
  boolean isPrefix() {
    return text.endsWith("*");
  }

  /** What a path must begin with, or be. */
  String literal() {
    return isPrefix() ? text.substring(0, text.length() - 1) : text;
  }

  /** Letter case is ignored: an upstream may ignore it too, and a level must then still hold. */
  boolean matches(String path) {
    String literal = literal();
    return (isPrefix() || path.length() == literal.length())
        && path.regionMatches(true, 0, literal, 0, literal.length());
  }
}
