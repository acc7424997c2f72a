package dev.sluice.bench.authz;

import dev.sluice.bench.frame.BenchVariant;

/** A way to decide on a request. */
enum AuthzVariant implements BenchVariant {
  PLAIN("plain Envoy"),
  JWT("jwt_authn"),
  JWT_CACHED("… cached"),
  GO("Go no-op"),
  JAVA("Java no-op"),
  OIDC("go-oidc"),
  OPA("OPA"),
  SLUICE("Sluice");

  private final String title;

  AuthzVariant(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  /** Returns whether a server decides, and not Envoy itself. */
  boolean isServer() {
    return compareTo(GO) >= 0;
  }

  /** Returns whether the server verifies tokens. */
  boolean verifiesTokens() {
    return compareTo(OIDC) >= 0;
  }

  @Override
  public boolean isJvm() {
    return this == JAVA || this == SLUICE;
  }
}
