package dev.sluice.common.token.verify;

import dev.sluice.common.token.jws.TokenError;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The pause of a signature thread between verifications, by its recent share of forged signatures.
 */
final class ForgeryThrottle {
  /** The weight of one verification in the moving average, which covers about a hundred. */
  private static final double WEIGHT = 0.02;

  private static final double MOST = 0.5;
  private static final int TIMES = 3;

  /** The minimum pause; a shorter one costs more than it saves. */
  private static final long MIN_PAUSE_NANOS = Duration.ofMillis(1).toNanos();

  private double forged;
  private long pauseNanos;

  void record(VerificationResult.Completed result, long nanos) {
    boolean bad =
        result instanceof VerificationResult.Rejected(TokenError fault)
            && fault == TokenError.SIGNATURE;
    forged += WEIGHT * ((bad ? 1 : 0) - forged);
    pauseNanos = forged > MOST ? pauseNanos + TIMES * nanos : 0;
  }

  /** Returns the pause that is due, in nanoseconds. */
  long pauseNanos() {
    return pauseNanos;
  }

  void pause() {
    if (pauseNanos >= MIN_PAUSE_NANOS) {
      LockSupport.parkNanos(pauseNanos);
      pauseNanos = 0;
    }
  }
}
