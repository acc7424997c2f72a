package dev.sluice.bench.extproc;

import dev.sluice.bench.rounds.Contender;

/** What stands between a caller and the upstream: Envoy, and what it asks. */
enum Variant implements Contender {
  PLAIN("plain Envoy"),
  GO("Go no-op"),
  JAVA("Java no-op"),
  SLUICE("Sluice");

  private final String title;

  Variant(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  /** Whether a server is asked. */
  boolean isServer() {
    return this != PLAIN;
  }

  @Override
  public boolean isJvm() {
    return this == JAVA || this == SLUICE;
  }
}
