package dev.sluice.extproc.budget;

/**
 * A counter of one budget, key and period: the last total of all servers, what was used here since
 * then, and what is reserved for running requests. All methods are atomic.
 */
final class BudgetCounter {
  private final BudgetKey key;
  private long settled;
  private long open;
  private long reserved;
  private long limit = Long.MAX_VALUE;
  private int exchanges;

  /** The results of an admission. */
  enum Admission {
    ADMITTED,
    USED_UP,
    TOO_LARGE,
    RESERVED
  }

  BudgetCounter(BudgetKey key) {
    this.key = key;
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
   * @param enforced false to take both in any case
   */
  synchronized Admission admit(
      long amount, long reserve, long least, long newLimit, boolean enforced) {
    limit = newLimit;
    Admission result = admission(amount + Math.max(reserve, least));
    if (result == Admission.ADMITTED || !enforced) {
      open += amount;
      reserved += reserve;
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
    open += amount;
    reserved -= fromReserve;
    return true;
  }

  /** Takes back what {@link #take} took. */
  synchronized void undo(long amount, long fromReserve) {
    open -= amount;
    reserved += fromReserve;
  }

  /** Ends an exchange: corrects what it used, and releases its reserve. */
  synchronized void leave(long correction, long reserve) {
    open += correction;
    reserved -= reserve;
    exchanges--;
  }

  /** Returns the used amount, without what is reserved. */
  synchronized long used() {
    return settled + open;
  }

  /** Returns the amount that running requests reserve. */
  synchronized long reserved() {
    return reserved;
  }

  /** Returns the used share of the limit. */
  synchronized double share() {
    return (double) (settled + open) / limit;
  }

  /** Returns whether no exchange uses the counter and it has nothing to settle. */
  synchronized boolean isIdle() {
    return exchanges == 0;
  }
}
