package dev.sluice.bench.peer;

import dev.sluice.bench.frame.BenchVariant;
import java.util.Locale;

/** A participant of a comparison: Envoy alone, a filter of Envoy, or a server that Envoy calls. */
public enum ServerVariant implements BenchVariant {
  PLAIN("plain Envoy"),
  JWT("jwt_authn"),
  JWT_CACHED("… cached"),
  GO("Go no-op"),
  JAVA("Java no-op"),
  OIDC("go-oidc"),
  OPA("OPA"),
  SLUICE("Sluice");

  private final String title;

  ServerVariant(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  /** Returns the name of its cluster and its listener. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a server decides, not Envoy itself. */
  public boolean isServer() {
    return compareTo(GO) >= 0;
  }

  /** Returns whether the server verifies tokens. */
  public boolean verifiesTokens() {
    return compareTo(OIDC) >= 0;
  }

  @Override
  public boolean isJvm() {
    return this == JAVA || this == SLUICE;
  }
}
