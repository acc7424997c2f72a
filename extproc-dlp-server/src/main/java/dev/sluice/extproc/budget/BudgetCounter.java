package dev.sluice.extproc.budget;

/**
 * A counter of one budget, key and period: the last total of all servers, what was used here since
 * then, and what is reserved for running requests. All methods are atomic.
 */
final class BudgetCounter {
  private static final double NEAR_SHARE = 0.95;
  private static final long ASK_SECONDS = 5;

  private final BudgetKey key;
  private final Changes changes;
  private long settled;
  private long open;
  private long pending;
  private long reserved;
  private long limit = Long.MAX_VALUE;
  private boolean money;
  private boolean known;
  private boolean queued;
  private long askedAt;
  private int exchanges;

  /** The results of an admission. */
  enum Admission {
    ADMITTED,
    USED_UP,
    TOO_LARGE,
    RESERVED
  }

  /** A listener for changes that must be settled. */
  interface Changes {
    /** Handles an amount that is in no batch yet. */
    void onUse(long amount);

    /** Handles that the counter must be drained. */
    void onQueued(BudgetCounter counter);

    /** Handles that totals of other servers may soon decide. */
    void onNear();
  }

  BudgetCounter(BudgetKey key, Changes changes) {
    this.key = key;
    this.changes = changes;
  }

  BudgetKey key() {
    return key;
  }

  synchronized void enter() {
    exchanges++;
  }

  /**
   * Takes an amount and reserves another, if both fit.
   *
   * @param least what must be left after the amount, at least
   */
  synchronized Admission admit(long amount, long reserve, long least, BudgetRule rule, long now) {
    limit = rule.limit();
    money = rule.money();
    Admission result = admission(amount + Math.max(reserve, least));
    if (result == Admission.ADMITTED || rule.shadow()) {
      use(amount);
      reserved += reserve;
    }
    if (!known || (result != Admission.ADMITTED && now - askedAt >= ASK_SECONDS)) {
      askedAt = now;
      queue();
      changes.onNear();
    }
    return result;
  }

  private Admission admission(long wanted) {
    long used = settled + open;
    if (used >= limit) {
      return Admission.USED_UP;
    }
    if (used + wanted > limit) {
      return Admission.TOO_LARGE;
    }
    return used + reserved + wanted > limit ? Admission.RESERVED : Admission.ADMITTED;
  }

  /**
   * Takes an amount, a part of it from the reserve. Returns false and takes nothing if the budget
   * is used up and the reserve is not enough; so one amount at most exceeds the limit.
   */
  synchronized boolean take(long amount, long fromReserve, boolean enforced) {
    boolean covered = fromReserve > 0 && fromReserve == amount;
    if (enforced && !covered && settled + open + reserved >= limit) {
      return false;
    }
    use(amount);
    reserved -= fromReserve;
    return true;
  }

  /** Takes back what {@link #take} took. */
  synchronized void undo(long amount, long fromReserve) {
    use(-amount);
    reserved += fromReserve;
  }

  /** Ends an exchange: corrects what it used, and releases its reserve. */
  synchronized void leave(long correction, long reserve) {
    use(correction);
    reserved -= reserve;
    exchanges--;
  }

  private void use(long amount) {
    if (amount != 0) {
      open += amount;
      pending += amount;
      changes.onUse(amount);
      queue();
      if (settled + open + reserved >= limit * NEAR_SHARE) {
        changes.onNear();
      }
    }
  }

  private void queue() {
    if (!queued) {
      queued = true;
      changes.onQueued(this);
    }
  }

  /** Returns the key of amounts, with the budget in force. */
  synchronized BudgetEntry entry() {
    return new BudgetEntry(key, limit, money);
  }

  /** Returns the amount that is in no batch yet, and starts at zero. */
  synchronized long takePending() {
    long amount = pending;
    pending = 0;
    queued = false;
    return amount;
  }

  /** Adds an amount that an earlier process could not settle. */
  synchronized void restore(BudgetEntry entry, long amount) {
    limit = entry.limit();
    money = entry.money();
    open += amount;
  }

  /** Replaces the total by that of the controller, which includes an amount of here. */
  synchronized void settle(long amount, long total) {
    open -= amount;
    settled = total;
    known = true;
  }

  /** Returns the used share of the limit. */
  synchronized double share() {
    return (double) (settled + open) / limit;
  }

  /** Returns whether no exchange uses the counter and it has nothing to settle. */
  synchronized boolean isIdle() {
    return exchanges == 0 && open == 0 && !queued;
  }
}
