package dev.sluice.common.scope;

/** Names hosts, in lower case: one, {@code *.example.com} all below it, and {@code *} all. */
public record HostPattern(String text) {
  /** True if an exchange takes place on such a host. */
  public boolean matches(ExchangeScope scope) {
    return text.startsWith("*")
        ? scope
            .host()
            .regionMatches(scope.host().length() - text.length() + 1, text, 1, text.length() - 1)
        : scope.host().equals(text);
  }
}
