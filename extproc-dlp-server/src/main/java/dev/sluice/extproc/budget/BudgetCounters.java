package dev.sluice.extproc.budget;

import dev.sluice.common.settle.CountBatch;
import dev.sluice.common.settle.DrainedCounts;
import dev.sluice.common.settle.SettledCounters;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters of this server. A counter belongs to a verified caller and to a known model, so that
 * callers cannot add any number of them.
 */
public final class BudgetCounters implements SettledCounters<BudgetEntry, BudgetTotal> {
  private static final int MOST = 1 << 18;

  private final Map<BudgetKey, BudgetCounter> counters = new ConcurrentHashMap<>();
  private final Queue<BudgetCounter> changed = new ConcurrentLinkedQueue<>();
  private final LongAdder undrained = new LongAdder();
  private final InstantSource clock;
  private final BudgetCounter.Changes changes =
      new BudgetCounter.Changes() {
        @Override
        public void onUse(long amount) {
          undrained.add(amount);
        }

        @Override
        public void onQueued(BudgetCounter counter) {
          changed.add(counter);
        }

        @Override
        public void onNear() {
          near = true;
        }
      };
  private volatile boolean near;
  private int sweptOn;

  public BudgetCounters(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns the current time in seconds since 1970-01-01. */
  long epochSecond() {
    return clock.instant().getEpochSecond();
  }

  private int today() {
    return Math.toIntExact(TimeUnit.SECONDS.toDays(epochSecond()));
  }

  /**
   * Returns the counter of a key for one exchange, which leaves it; empty if there are too many.
   */
  Optional<BudgetCounter> enter(BudgetKey key) {
    if (counters.size() >= MOST && !counters.containsKey(key)) {
      return Optional.empty();
    }
    return Optional.of(
        counters.compute(
            key,
            (missing, found) -> {
              BudgetCounter counter = found == null ? new BudgetCounter(missing, changes) : found;
              counter.enter();
              return counter;
            }));
  }

  @Override
  public DrainedCounts<BudgetEntry> drain() {
    sweep();
    Map<BudgetEntry, Long> amounts = new HashMap<>();
    Set<BudgetEntry> asked = new HashSet<>();
    for (var counter = changed.poll(); counter != null; counter = changed.poll()) {
      long amount = counter.takePending();
      if (amount == 0) {
        asked.add(counter.entry());
      } else {
        amounts.merge(counter.entry(), amount, Long::sum);
      }
    }
    return new DrainedCounts<>(amounts, asked);
  }

  @Override
  public void added(DrainedCounts<BudgetEntry> drained) {
    drained.counts().values().forEach(amount -> undrained.add(-amount));
  }

  @Override
  public void restore(Map<BudgetEntry, Long> amounts) {
    amounts.forEach((entry, amount) ->
        counters
            .computeIfAbsent(entry.key(), key -> new BudgetCounter(key, changes))
            .restore(entry, amount));
  }

  @Override
  public void settle(CountBatch<BudgetEntry> batch, List<BudgetTotal> totals) {
    Map<BudgetKey, Long> settled = new HashMap<>();
    batch.counts().forEach((entry, amount) -> settled.merge(entry.key(), amount, Long::sum));
    for (BudgetTotal total : totals) {
      BudgetCounter counter = counters.get(total.key());
      if (counter != null) {
        counter.settle(settled.getOrDefault(total.key(), 0L), total.used());
      }
    }
  }

  @Override
  public boolean takeNear() {
    boolean result = near;
    near = false;
    return result;
  }

  @Override
  public long undrained() {
    return undrained.sum();
  }

  /** Removes, once a day, the counters of ended periods that no exchange uses. */
  private void sweep() {
    int today = today();
    if (today != sweptOn) {
      sweptOn = today;
      counters
          .keySet()
          .forEach(key -> {
            if (key.period().endOf(key.start()) <= today) {
              counters.computeIfPresent(key, (_, counter) -> counter.isIdle() ? null : counter);
            }
          });
    }
  }

  /** Returns the number of counters. */
  public int size() {
    return counters.size();
  }

  /** Returns the highest used share among the budgets of the current periods. */
  public double highestShare() {
    int today = today();
    return counters.values().stream()
        .filter(counter -> counter.key().period().endOf(counter.key().start()) > today)
        .mapToDouble(BudgetCounter::share)
        .max()
        .orElse(0);
  }
}
