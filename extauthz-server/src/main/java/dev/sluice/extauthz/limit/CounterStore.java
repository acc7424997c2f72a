package dev.sluice.extauthz.limit;

import java.util.concurrent.CompletableFuture;

/** A store of the counters of limits. */
public interface CounterStore {
  /** Counts a request in each of its counters whose capacity allows it. */
  CountResult count(CountedRequest request);

  /** Takes a counted request back. */
  void giveBack(CountedRequest request, Debts debts);

  /** A result of counting, which is known now or later. */
  sealed interface CountResult permits Debts, Pending {}

  /** A result that another thread completes. */
  record Pending(CompletableFuture<Debts> debts) implements CountResult {}
}
