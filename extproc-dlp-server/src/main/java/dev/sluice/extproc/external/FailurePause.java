package dev.sluice.extproc.external;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pause after several failures in a row. When it is over, one caller may try, and the pause
 * starts again until that caller succeeds. It is safe for concurrent use.
 */
final class FailurePause {
  private static final long NONE = Long.MIN_VALUE;

  private final int failures;
  private final long nanos;
  private final AtomicInteger inRow = new AtomicInteger();
  private final AtomicLong until = new AtomicLong(NONE);

  FailurePause(int failures, long nanos) {
    this.failures = failures;
    this.nanos = nanos;
  }

  /** Returns whether the caller may try. */
  boolean allows(long now) {
    long end = until.get();
    return end == NONE || (now - end >= 0 && until.compareAndSet(end, now + nanos));
  }

  void failed(long now) {
    if (inRow.incrementAndGet() >= failures) {
      until.set(now + nanos);
    }
  }

  void succeeded() {
    inRow.set(0);
    until.set(NONE);
  }

  boolean isOn() {
    return until.get() != NONE;
  }
}
