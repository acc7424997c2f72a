package dev.sluice.extproc.budget;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The counters of this server. A counter belongs to a verified caller and to a known model, so that
 * callers cannot add any number of them.
 */
public final class BudgetCounters {
  private static final int MOST = 1 << 18;

  private final Map<BudgetKey, BudgetCounter> counters = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public BudgetCounters(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns the current time in seconds since 1970-01-01. */
  long epochSecond() {
    return clock.instant().getEpochSecond();
  }

  /**
   * Returns the counter of a key for one exchange, which leaves it; empty if there are too many.
   */
  Optional<BudgetCounter> enter(BudgetKey key) {
    if (counters.size() >= MOST && !counters.containsKey(key)) {
      sweep();
      if (counters.size() >= MOST) {
        return Optional.empty();
      }
    }
    return Optional.of(
        counters.compute(
            key,
            (missing, known) -> {
              BudgetCounter counter = known == null ? new BudgetCounter(missing) : known;
              counter.enter();
              return counter;
            }));
  }

  /** Removes the counters of ended periods that no exchange uses. */
  void sweep() {
    int today = Math.toIntExact(TimeUnit.SECONDS.toDays(epochSecond()));
    for (BudgetKey key : counters.keySet()) {
      if (key.period().endOf(key.start()) <= today) {
        counters.computeIfPresent(key, (_, counter) -> counter.isIdle() ? null : counter);
      }
    }
  }

  /** Returns the number of counters. */
  public int size() {
    return counters.size();
  }

  /** Returns the highest used share among the budgets of the current periods. */
  public double highestShare() {
    int today = Math.toIntExact(TimeUnit.SECONDS.toDays(epochSecond()));
    return counters.values().stream()
        .filter(counter -> counter.key().period().endOf(counter.key().start()) > today)
        .mapToDouble(BudgetCounter::share)
        .max()
        .orElse(0);
  }
}
