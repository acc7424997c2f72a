package dev.sluice.e2e.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, asking again and again until a deadline. */
public final class Await {
  private static final Duration STEP = Duration.ofMillis(20);

  private Await() {}

  /** True as soon as the condition holds, false when it did not within the limit. */
  public static boolean holds(Duration limit, BooleanSupplier condition) {
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
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    if (!holds(limit, condition)) {
      throw new ProcessFailure("waited " + limit.toSeconds() + " s in vain until " + what);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailure("interrupted while waiting", e);
    }
  }
}
