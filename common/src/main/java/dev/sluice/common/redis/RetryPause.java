package dev.sluice.common.redis;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pause after a failure, or after several slow answers in a row. When it is over, one caller may
 * try, and the pause starts again until that caller succeeds. It is safe for concurrent use.
 */
final class RetryPause {
  private static final long NONE = Long.MIN_VALUE;

  /** The number of slow answers that start a pause; a single one may be a matter of chance. */
  private static final int SLOW_ANSWERS = 3;

  private final long nanos;
  private final AtomicLong until = new AtomicLong(NONE);
  private final AtomicInteger slow = new AtomicInteger();

  RetryPause(long nanos) {
    this.nanos = nanos;
  }

  /** Returns whether the caller may try. */
  boolean allows(long now) {
    long end = until.get();
    return end == NONE || (now >= end && until.compareAndSet(end, now + nanos));
  }

  /** Starts the pause. */
  void start(long now) {
    until.set(now + nanos);
  }

  /** Counts an answer that did not come in time; the third in a row starts the pause. */
  void slowAnswer(long now) {
    if (slow.incrementAndGet() >= SLOW_ANSWERS) {
      start(now);
    }
  }

  /** Returns whether a pause has started and no answer has ended it. */
  boolean isOn() {
    return until.get() != NONE;
  }

  void end() {
    slow.set(0);
    until.set(NONE);
  }
}
