package dev.sluice.e2e.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, asking again and again until a deadline. */
public final class ConditionWait {
  private static final Duration STEP = Duration.ofMillis(20);

  private ConditionWait() {}

  /** True as soon as the condition holds, false when it did not within the limit. */
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

  /** Returns once the condition holds; fails naming it when it does not within the limit. */
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
