package dev.sluice.extproc.stream;

import java.time.Duration;

/** How long a stream has worked without a break. */
final class Turn {
  private final long length;
  private long start = System.nanoTime();

  Turn(Duration length) {
    this.length = length.toNanos();
  }

  void begin() {
    start = System.nanoTime();
  }

  /** True when others should go on before this stream does. */
  boolean over() {
    return System.nanoTime() - start >= length;
  }
}
