package dev.sluice.bench.audit;

import dev.sluice.bench.rounds.Contender;

/** When decisions are written down, and the least that this costs. */
enum CostVariant implements Contender {
  DISK("fdatasync"),
  RHYTHM("fdatasync, paced"),
  NONE("not at all"),
  AFTER("after"),
  BEFORE("before");

  private final String title;

  CostVariant(String title) {
    this.title = title;
  }

  /** Whether a server writes decisions down. */
  boolean writes() {
    return this == AFTER || this == BEFORE;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public boolean isJvm() {
    return isServer();
  }

  /** Whether a server is asked, and not the disk alone. */
  boolean isServer() {
    return this != DISK && this != RHYTHM;
  }
}
