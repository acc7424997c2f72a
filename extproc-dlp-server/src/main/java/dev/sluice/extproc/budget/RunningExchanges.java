package dev.sluice.extproc.budget;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The numbers of exchanges that run on this server, by limit and caller. */
final class RunningExchanges {
  /** A key of a number. */
  record RunningKey(String owner, String name, CallKey call) {}

  private final Map<RunningKey, Integer> running = new ConcurrentHashMap<>();

  /** Adds an exchange unless so many run; an exchange of a limit in shadow mode always runs. */
  boolean enter(RunningKey key, int most, boolean enforced) {
    boolean[] below = {true};
    running.compute(
        key,
        (_, number) -> {
          int before = number == null ? 0 : number;
          below[0] = before < most;
          return below[0] || !enforced ? Integer.valueOf(before + 1) : number;
        });
    return below[0];
  }

  void leave(RunningKey key) {
    running.computeIfPresent(key, (_, number) -> number == 1 ? null : number - 1);
  }

  int size() {
    return running.size();
  }
}
