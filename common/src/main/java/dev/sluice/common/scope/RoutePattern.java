package dev.sluice.common.scope;

/**
 * A pattern of routes: {@code *} for all, {@code /v1/rag} for the path and all paths below it,
 * {@code /v1/rag*} for each path with this prefix. Any other text is a route id, which may end with
 * {@code *}.
 */
public record RoutePattern(String text) {
  /**
   * Returns whether the pattern matches the route of an exchange. Paths are compared
   * case-insensitively, because an upstream may do so.
   */
  public boolean matches(ExchangeScope scope) {
    boolean path = text.startsWith("/");
    String subject = path ? scope.path() : scope.route();
    boolean prefix = text.endsWith("*");
    int length = prefix ? text.length() - 1 : text.length();
    return subject.regionMatches(path, 0, text, 0, length)
        && (prefix || ends(subject, length, path));
  }

  private static boolean ends(String subject, int length, boolean path) {
    return subject.length() == length || (path && subject.charAt(length) == '/');
  }
}
