package dev.sluice.common.scope;

/**
 * Names routes: {@code *} all of them, {@code /v1/rag} the path and what lies below it, {@code
 * /v1/rag*} each path that starts so, and anything else a route's id, which may end in {@code *}.
 */
public record RoutePattern(String text) {
  /** True if an exchange takes place on such a route. */
  public boolean covers(ExchangeScope scope) {
    String subject = text.startsWith("/") ? scope.path() : scope.route();
    if (text.endsWith("*")) {
      return subject.startsWith(text.substring(0, text.length() - 1));
    }
    return subject.equals(text) || (text.startsWith("/") && subject.startsWith(text + "/"));
  }
}
