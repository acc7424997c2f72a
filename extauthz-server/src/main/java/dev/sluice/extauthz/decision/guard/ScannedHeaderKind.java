package dev.sluice.extauthz.decision.guard;

import java.util.Set;

/** The kinds of headers, by how their values are scanned. */
enum ScannedHeaderKind {
  /** Credentials, and pseudo-headers, which are scanned elsewhere. */
  SKIPPED,
  /** A cookie header, scanned cookie by cookie. */
  COOKIE,
  /** Headers about the client itself, with the same value in many requests and never a secret. */
  COMMON,
  OTHER;

  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "dpop", "proxy-authorization", "x-api-key");
  private static final Set<String> COMMON_NAMES =
      Set.of("user-agent", "cache-control", "priority", "connection", "te", "pragma", "origin");

  static ScannedHeaderKind of(String name) {
    if (name.equals("cookie")) {
      return COOKIE;
    }
    if (name.startsWith(":") || CREDENTIALS.contains(name)) {
      return SKIPPED;
    }
    boolean common =
        name.startsWith("accept")
            || name.startsWith("sec-")
            || name.startsWith("content-")
            || COMMON_NAMES.contains(name);
    return common ? COMMON : OTHER;
  }
}
