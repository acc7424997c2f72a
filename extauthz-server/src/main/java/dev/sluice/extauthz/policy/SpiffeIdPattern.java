package dev.sluice.extauthz.policy;

/**
 * A pattern of SPIFFE ids: one id, or all ids below a path if it ends in {@code /*}.
 *
 * @param text the pattern as written in the policy file
 */
public record SpiffeIdPattern(String text) {
  private static final String SCHEME = "spiffe://";
  private static final int MAX_LENGTH = 2048;
  private static final int MAX_DOMAIN = 255;

  /** Checks the syntax of the pattern. */
  public SpiffeIdPattern {
    String id = text.endsWith("/*") ? text.substring(0, text.length() - 1) + "any" : text;
    if (!isSpiffeId(id)) {
      throw new IllegalArgumentException(text + " is not a pattern of SPIFFE ids");
    }
  }

  /** Returns true if the pattern matches a well-formed id. */
  public boolean matches(String id) {
    return text.endsWith("/*")
        ? id.startsWith(text.substring(0, text.length() - 1))
        : id.equals(text);
  }

  /** Returns true if a text is a SPIFFE id in the strict form of the standard. */
  public static boolean isSpiffeId(String text) {
    if (!text.startsWith(SCHEME) || text.length() > MAX_LENGTH) {
      return false;
    }
    String[] parts = text.substring(SCHEME.length()).split("/", -1);
    boolean valid = parts.length > 1 && isDomain(parts[0]);
    for (int i = 1; i < parts.length && valid; i++) {
      valid = isSegment(parts[i]);
    }
    return valid;
  }

  /** Returns the trust domain of a well-formed id. */
  public static String trustDomain(String id) {
    return id.substring(SCHEME.length(), id.indexOf('/', SCHEME.length()));
  }

  private static boolean isDomain(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_DOMAIN
        && text.chars().allMatch(c -> isLower(c) || isDigitOrMark(c));
  }

  private static boolean isSegment(String text) {
    return !text.isEmpty()
        && !text.equals(".")
        && !text.equals("..")
        && text.chars().allMatch(c -> isLower(c) || (c >= 'A' && c <= 'Z') || isDigitOrMark(c));
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigitOrMark(int c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  }
}
