package dev.sluice.extauthz.policy;

/**
 * Which workloads are meant: one SPIFFE id, or with {@code /*} at its end all that are below it.
 *
 * @param text as it is written
 */
public record SpiffeIdPattern(String text) {
  private static final String SCHEME = "spiffe://";
  private static final int MAX_LENGTH = 2048;
  private static final int MAX_DOMAIN = 255;

  /** Checks the form. */
  public SpiffeIdPattern {
    String id = text.endsWith("/*") ? text.substring(0, text.length() - 1) + "any" : text;
    if (!isSpiffeId(id)) {
      throw new IllegalArgumentException(text + " is no pattern of SPIFFE ids");
    }
  }

  /** Whether the id, which is well-formed, is one of them. */
  public boolean matches(String id) {
    return text.endsWith("/*")
        ? id.startsWith(text.substring(0, text.length() - 1))
        : id.equals(text);
  }

  /** Whether a text has the form of the SPIFFE standard, so that nothing is read into it. */
  public static boolean isSpiffeId(String text) {
    if (!text.startsWith(SCHEME) || text.length() > MAX_LENGTH) {
      return false;
    }
    String[] parts = text.substring(SCHEME.length()).split("/", -1);
    boolean good = parts.length > 1 && isDomain(parts[0]);
    for (int i = 1; i < parts.length && good; i++) {
      good = isSegment(parts[i]);
    }
    return good;
  }

  /** The trust domain of a well-formed id. */
  public static String trustDomain(String id) {
    return id.substring(SCHEME.length(), id.indexOf('/', SCHEME.length()));
  }

  private static boolean isDomain(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_DOMAIN
        && text.chars().allMatch(c -> isLower(c) || isMark(c));
  }

  private static boolean isSegment(String text) {
    return !text.isEmpty()
        && !text.equals(".")
        && !text.equals("..")
        && text.chars().allMatch(c -> isLower(c) || (c >= 'A' && c <= 'Z') || isMark(c));
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isMark(int c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  }
}
