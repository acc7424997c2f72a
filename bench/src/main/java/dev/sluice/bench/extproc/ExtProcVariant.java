package dev.sluice.bench.extproc;

import dev.sluice.bench.frame.BenchVariant;

/** A server that Envoy sends bodies to, or none. */
enum ExtProcVariant implements BenchVariant {
  PLAIN("plain Envoy"),
  GO("Go no-op"),
  JAVA("Java no-op"),
  SLUICE("Sluice");

  private final String title;

  ExtProcVariant(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  boolean isServer() {
    return this != PLAIN;
  }

  @Override
  public boolean isJvm() {
    return this == JAVA || this == SLUICE;
  }
}
