package dev.sluice.common.token.verify;

import dev.sluice.common.token.jws.TokenError;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How long a thread that checks signatures rests between them, by what it found of late. */
final class ForgeryThrottle {
  /** Of the last hundred or so. */
  private static final double WEIGHT = 0.02;

  private static final double MOST = 0.5;
  private static final int TIMES = 3;

  /** Less is not worth the way to sleep and back. */
  private static final long LEAST = Duration.ofMillis(1).toNanos();

  private double forged;
  private long pauseNanos;

  void record(VerificationResult.Completed settled, long nanos) {
    boolean bad =
        settled instanceof VerificationResult.Rejected(TokenError fault)
            && fault == TokenError.SIGNATURE;
    forged += WEIGHT * ((bad ? 1 : 0) - forged);
    pauseNanos = forged > MOST ? pauseNanos + TIMES * nanos : 0;
  }

  /** Nanoseconds of rest that are due. */
  long pauseNanos() {
    return pauseNanos;
  }

  void pause() {
    if (pauseNanos >= LEAST) {
      LockSupport.parkNanos(pauseNanos);
      pauseNanos = 0;
    }
  }
}
