package dev.sluice.extproc.stream.body;

import java.time.Duration;

/** How long a stream has worked without a break. */
public final class TimeSlice {
  private final long length;
  private long start = System.nanoTime();

  public TimeSlice(Duration length) {
    this.length = length.toNanos();
  }

  public void begin() {
    start = System.nanoTime();
  }

  /** True when others should go on before this stream does. */
  boolean isOver() {
    return System.nanoTime() - start >= length;
  }
}
