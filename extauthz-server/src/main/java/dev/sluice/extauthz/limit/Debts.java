package dev.sluice.extauthz.limit;

/** The debts of the counters of one request, in nanoseconds, with this request. */
public final class Debts implements CounterStore.CountResult {
  /** A debt of a counter that cannot be reached, so that the request is denied. */
  static final long UNAVAILABLE = -1;

  private final long[] nanos;

  Debts(int size) {
    nanos = new long[size];
  }

  int size() {
    return nanos.length;
  }

  void set(int limit, long debt) {
    nanos[limit] = debt;
  }

  long get(int limit) {
    return nanos[limit];
  }
}
