package dev.sluice.common.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pause after a failure, or after a time without an answer in time. When it is over, one caller
 * may try, and the pause starts again until that caller succeeds. It is safe for concurrent use.
 */
final class RetryPause {
  private static final long NONE = Long.MIN_VALUE;

  /**
   * The time in which all answers may be slow before a pause. Requests that wait together are slow
   * together, so the number of slow answers says little.
   */
  private static final long PATIENCE_NANOS = Duration.ofMillis(200).toNanos();

  private final long nanos;
  private final AtomicLong until = new AtomicLong(NONE);
  private final AtomicLong slowSince = new AtomicLong(NONE);

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

  /** Handles an answer that did not come in time. */
  void slowAnswer(long now) {
    if (!slowSince.compareAndSet(NONE, now) && now - slowSince.get() >= PATIENCE_NANOS) {
      start(now);
    }
  }

  /** Returns whether a pause has started and no answer has ended it. */
  boolean isOn() {
    return until.get() != NONE;
  }

  void end() {
    slowSince.set(NONE);
    until.set(NONE);
  }
}
