package dev.sluice.common.scope;

/**
 * A pattern of lower-case hosts: one host, {@code *.example.com} for all below it, or {@code *} for
 * all.
 */
public record HostPattern(String text) {
  /** Returns whether the pattern matches the host of an exchange. */
  public boolean matches(ExchangeScope scope) {
    return text.startsWith("*")
        ? scope
            .host()
            .regionMatches(scope.host().length() - text.length() + 1, text, 1, text.length() - 1)
        : scope.host().equals(text);
  }
}
