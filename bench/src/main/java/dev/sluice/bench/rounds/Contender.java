package dev.sluice.bench.rounds;

/** One of several things that do the same. */
public interface Contender {
  /** How tables call it. */
  String title();

  /** Whether it gets faster while it runs. */
  boolean isJvm();
}
