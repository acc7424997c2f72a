package dev.sluice.e2e.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A wait for a condition, which is polled until a deadline. */
public final class ConditionWait {
  private static final Duration STEP = Duration.ofMillis(20);

  private ConditionWait() {}

  /** Returns true as soon as the condition is true, and false at the time limit. */
  public static boolean becomesTrue(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** Waits until the condition is true. At the time limit, fails with a message that names it. */
  public static void awaitTrue(String what, Duration limit, BooleanSupplier condition) {
    if (!becomesTrue(limit, condition)) {
      throw new ProcessFailedException("waited " + limit.toSeconds() + " s in vain until " + what);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while waiting", e);
    }
  }
}
