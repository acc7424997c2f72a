package dev.sluice.extauthz.limit;

import dev.sluice.extauthz.policy.limit.LimitRule;
import java.util.List;
import java.util.function.LongSupplier;

/** A store of counters in this process. */
public final class LocalCounterStore implements CounterStore {
  private final CounterTable table;
  private final LongSupplier nanoTime;

  /**
   * Creates a store.
   *
   * @param counters the number of counters; further ones replace those with the least debt
   * @param nanoTime a clock in nanoseconds that starts above zero
   */
  public LocalCounterStore(int counters, LongSupplier nanoTime) {
    this.table = new CounterTable(counters);
    this.nanoTime = nanoTime;
  }

  /** Returns the number of counters that were dropped while they had a debt. */
  public long dropped() {
    return table.dropped();
  }

  @Override
  public Debts count(CountedRequest request) {
    List<LimitRule> limits = request.limits();
    long now = nanoTime.getAsLong();
    Debts debts = Debts.ofLocal(limits.size());
    for (int i = 0; i < debts.size(); i++) {
      LimitRule rule = limits.get(i);
      long interval = rule.limit().intervalNanos();
      debts.set(i, table.take(key(request, rule), interval, rule.limit().capacityNanos(), now));
    }
    return debts;
  }

  @Override
  public void giveBack(CountedRequest request, Debts debts) {
    List<LimitRule> limits = request.limits();
    for (int i = 0; i < debts.size(); i++) {
      LimitRule rule = limits.get(i);
      if (debts.get(i) >= 0 && debts.get(i) <= rule.limit().capacityNanos()) {
        table.giveBack(key(request, rule), rule.limit().intervalNanos());
      }
    }
  }

  /**
   * Sets the counters of a request to the debts of counters that replicas share, so that this
   * process can continue from these values.
   */
  public void follow(CountedRequest request, Debts shared) {
    List<LimitRule> limits = request.limits();
    long now = nanoTime.getAsLong();
    for (int i = 0; i < shared.size(); i++) {
      LimitRule rule = limits.get(i);
      boolean counted = shared.get(i) <= rule.limit().capacityNanos();
      long debt = counted ? shared.get(i) : shared.get(i) - rule.limit().intervalNanos();
      table.follow(key(request, rule), debt, now);
    }
  }

  private static long key(CountedRequest request, LimitRule rule) {
    KeyHash key = new KeyHash();
    request.addKey(rule, key);
    return key.value();
  }
}
