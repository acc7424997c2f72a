package dev.sluice.common.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A helper that waits for a condition. The duration never decides a test. */
public final class Await {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

  private Await() {}

  /** Waits until {@code condition} is true. */
  public static void until(BooleanSupplier condition) {
    until("the condition", LONGEST, condition);
  }

  /** Waits until {@code condition} is true; {@code what} is its name in the failure. */
  public static void until(String what, Duration longest, BooleanSupplier condition) {
    value(what, longest, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until there is a value. */
  public static <T> T value(Supplier<Optional<T>> source) {
    return value("the value", LONGEST, source);
  }

  private static <T> T value(String what, Duration longest, Supplier<Optional<T>> source) {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(what + " did not come within " + longest);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
