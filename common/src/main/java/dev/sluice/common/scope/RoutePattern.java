package dev.sluice.common.scope;

/**
 * Names routes: {@code *} all of them, {@code /v1/rag} the path and what lies below it, {@code
 * /v1/rag*} each path that starts so, and anything else a route's id, which may end in {@code *}.
 */
public record RoutePattern(String text) {
  /**
   * True if an exchange takes place on such a route. Paths are compared in any case of letters, for
   * an upstream may do so too.
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
