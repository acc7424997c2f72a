package dev.sluice.extauthz.limit;

/** The debts of the counters of one request, in nanoseconds, with this request. */
public final class Debts implements CounterStore.CountResult {
  /** A debt of a counter that cannot be reached, so that the request is denied. */
  public static final long UNAVAILABLE = -1;

  private final long[] nanos;
  private final boolean shared;

  private Debts(int size, boolean shared) {
    this.nanos = new long[size];
    this.shared = shared;
  }

  /** Returns debts of counters in this process. */
  static Debts ofLocal(int size) {
    return new Debts(size, false);
  }

  /** Returns debts of counters that replicas share. */
  public static Debts ofShared(int size) {
    return new Debts(size, true);
  }

  public boolean shared() {
    return shared;
  }

  public int size() {
    return nanos.length;
  }

  public void set(int limit, long debt) {
    nanos[limit] = debt;
  }

  public long get(int limit) {
    return nanos[limit];
  }
}
