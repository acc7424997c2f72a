package dev.sluice.bench.frame;

/** A participant of a comparison: a server, or one way to run it. */
public interface BenchVariant {
  /** Returns the name of its column. */
  String title();

  /** Returns whether it needs a warm-up, because a JIT compiler makes it faster while it runs. */
  default boolean isJvm() {
    return false;
  }
}
