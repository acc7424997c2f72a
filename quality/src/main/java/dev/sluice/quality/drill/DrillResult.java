package dev.sluice.quality.drill;

import dev.sluice.quality.drill.fault.Drill;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of a drill.
 *
 * @param outcomes the number of requests by status and error code
 * @param passed the requests that ended as without faults
 * @param unavailable the requests that were refused with 5xx or 408
 * @param cut the requests without a complete answer
 * @param undecided the requests that passed without a decision, or against it
 * @param leaked the bytes of values that had to be masked or blocked, at upstreams and at clients
 * @param expectedRows the requests that must have an audit row
 * @param lost those that have none
 * @param twice the audit rows beyond the first of a request
 * @param recoverySeconds the time from the end of the fault until all callers are served again
 * @param seconds the time of the whole drill
 * @param reason why the drill failed or was skipped; empty if it holds
 */
record DrillResult(
    Drill drill,
    Map<String, Long> outcomes,
    long passed,
    long unavailable,
    long cut,
    long undecided,
    long leaked,
    int expectedRows,
    int lost,
    long twice,
    double recoverySeconds,
    double seconds,
    DrillVerdict verdict,
    String reason) {

  /** The verdict on a drill. */
  enum DrillVerdict {
    HOLDS,
    FAILED,
    SKIPPED
  }

  DrillResult {
    outcomes = Map.copyOf(new TreeMap<>(outcomes));
  }

  static DrillResult skipped(Drill drill, String reason) {
    return without(drill, DrillVerdict.SKIPPED, reason);
  }

  static DrillResult failed(Drill drill, String reason) {
    return without(drill, DrillVerdict.FAILED, reason);
  }

  private static DrillResult without(Drill drill, DrillVerdict verdict, String reason) {
    return new DrillResult(drill, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, verdict, reason);
  }

  long sent() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the requests that a decision refused, or that ended in any other way. */
  long other() {
    return sent() - passed - unavailable - cut;
  }
}
