package dev.sluice.extproc.stream.body;

import java.time.Duration;

/** The time that a stream may work before other streams get the thread. */
public final class TimeSlice {
  private final long length;
  private long start = System.nanoTime();

  public TimeSlice(Duration length) {
    this.length = length.toNanos();
  }

  public void begin() {
    start = System.nanoTime();
  }

  /** Returns true if other streams should continue first. */
  boolean isOver() {
    return System.nanoTime() - start >= length;
  }
}
