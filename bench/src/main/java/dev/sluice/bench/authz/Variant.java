package dev.sluice.bench.authz;

import dev.sluice.bench.rounds.Contender;

/** Who decides on a request. */
enum Variant implements Contender {
  PLAIN("plain Envoy"),
  JWT("jwt_authn"),
  JWT_CACHED("… cached"),
  GO("Go no-op"),
  JAVA("Java no-op"),
  OIDC("go-oidc"),
  OPA("OPA"),
  SLUICE("Sluice");

  private final String title;

  Variant(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  /** Whether Envoy asks a server, instead of deciding by itself or not at all. */
  boolean isServer() {
    return compareTo(GO) >= 0;
  }

  /** Whether a server looks at tokens. */
  boolean verifies() {
    return compareTo(OIDC) >= 0;
  }

  @Override
  public boolean isJvm() {
    return this == JAVA || this == SLUICE;
  }
}
