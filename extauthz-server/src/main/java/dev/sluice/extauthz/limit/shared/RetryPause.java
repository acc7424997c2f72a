package dev.sluice.extauthz.limit.shared;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A pause after a failure. When it is over, one caller may try, and the pause starts again until
 * that caller succeeds. It is safe for concurrent use.
 */
final class RetryPause {
  private static final long NONE = Long.MIN_VALUE;

  private final long nanos;
  private final AtomicLong until = new AtomicLong(NONE);

  RetryPause(long nanos) {
    this.nanos = nanos;
  }

  /** Returns whether the caller may try. */
  boolean allows(long now) {
    long end = until.get();
    return end == NONE || (now >= end && until.compareAndSet(end, now + nanos));
  }

  void start(long now) {
    until.set(now + nanos);
  }

  void end() {
    until.set(NONE);
  }
}
