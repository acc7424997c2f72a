package dev.sluice.bench.extproc;

/** What stands between a caller and the upstream: Envoy, and what it asks. */
enum Variant {
  PLAIN("plain Envoy"),
  GO("Go no-op"),
  JAVA("Java no-op"),
  SLUICE("Sluice");

  private final String title;

  Variant(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Whether a server is asked that was written to be measured with. */
  boolean isPeer() {
    return this == GO || this == JAVA;
  }

  /** Whether it gets faster while it runs. */
  boolean isJvm() {
    return this == JAVA || this == SLUICE;
  }
}
