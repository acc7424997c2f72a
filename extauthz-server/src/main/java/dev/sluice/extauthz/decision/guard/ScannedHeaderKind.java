package dev.sluice.extauthz.decision.guard;

import java.util.Set;

/** How the value of a header is looked at. */
enum ScannedHeaderKind {
  /** A credential, or what Envoy says of the request, which is looked at elsewhere. */
  SKIPPED,
  /** Values with names. */
  COOKIE,
  /** What clients say of themselves, the same in many requests, and never a secret. */
  COMMON,
  OTHER;

  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "x-api-key");
  private static final Set<String> CLIENT =
      Set.of("user-agent", "cache-control", "priority", "connection", "te", "pragma", "origin");

  static ScannedHeaderKind of(String name) {
    if (name.equals("cookie")) {
      return COOKIE;
    }
    if (name.startsWith(":") || CREDENTIALS.contains(name)) {
      return SKIPPED;
    }
    boolean usual =
        name.startsWith("accept")
            || name.startsWith("sec-")
            || name.startsWith("content-")
            || CLIENT.contains(name);
    return usual ? COMMON : OTHER;
  }
}
