package dev.sluice.bench.frame;

/** A participant of a comparison: a server, or one configuration of it. */
public interface BenchVariant {
  /** Returns the name of its column. */
  String title();

  /** Returns whether it needs a warm-up because its JIT compiler makes it faster over time. */
  default boolean isJvm() {
    return false;
  }
}
