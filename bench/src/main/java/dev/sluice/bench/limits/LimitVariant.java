package dev.sluice.bench.limits;

import dev.sluice.bench.frame.BenchVariant;

/** A place of the counters of rate limits. */
enum LimitVariant implements BenchVariant {
  NONE("no limits"),
  ONE("one, in process"),
  PROCESS("in process"),
  REDIS("in Redis");

  private final String title;

  LimitVariant(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }
}
