package dev.sluice.bench.audit;

import dev.sluice.bench.frame.BenchVariant;

/** The time at which decisions are stored, and the disk alone for comparison. */
enum RecordTiming implements BenchVariant {
  DISK("fdatasync"),
  PACED_DISK("fdatasync, paced"),
  NONE("not at all"),
  AFTER("after"),
  BEFORE("before");

  private final String title;

  RecordTiming(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  /** Returns whether a server stores decisions. */
  boolean stores() {
    return this == AFTER || this == BEFORE;
  }

  /** Returns whether a server is measured, and not the disk alone. */
  boolean isServer() {
    return this != DISK && this != PACED_DISK;
  }

  @Override
  public boolean isJvm() {
    return isServer();
  }
}
