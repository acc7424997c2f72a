package dev.sluice.common.token;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How long a thread that checks signatures rests between them, by what it found of late. */
final class Rest {
  /** Of the last hundred or so. */
  private static final double WEIGHT = 0.02;

  private static final double MOST = 0.5;
  private static final int TIMES = 3;

  /** Less is not worth the way to sleep and back. */
  private static final long LEAST = Duration.ofMillis(1).toNanos();

  private double forged;
  private long owed;

  void worked(Verification.Settled settled, long nanos) {
    boolean bad =
        settled instanceof Verification.Refused(TokenFault fault) && fault == TokenFault.SIGNATURE;
    forged += WEIGHT * ((bad ? 1 : 0) - forged);
    owed = forged > MOST ? owed + TIMES * nanos : 0;
  }

  /** Nanoseconds of rest that are due. */
  long owed() {
    return owed;
  }

  void take() {
    if (owed >= LEAST) {
      LockSupport.parkNanos(owed);
      owed = 0;
    }
  }
}
