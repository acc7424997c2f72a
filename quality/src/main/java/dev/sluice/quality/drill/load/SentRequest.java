package dev.sluice.quality.drill.load;

import java.util.Set;

/**
 * A request that was sent, and what came back.
 *
 * @param id the correlation id
 * @param status the status; 0 if none arrived
 * @param outcome the status and the error code, or {@code cut} if no complete answer arrived
 * @param leaked the bytes of canary values in what arrived
 * @param startedNanos the time of the start, as {@link System#nanoTime}
 */
public record SentRequest(
    DrillCaller caller, String id, int status, String outcome, long leaked, long startedNanos) {
  /** The outcome of a request without a complete answer. */
  public static final String CUT = "cut";

  private static final Set<String> UNDECIDED =
      Set.of("503 AUTHZ_UNAVAILABLE", "503 DLP_UNAVAILABLE");

  /**
   * Returns true if the client received an answer that follows from a decision. Its audit row must
   * be there.
   */
  public boolean isDecided() {
    return status != 0 && !UNDECIDED.contains(outcome);
  }

  /** Returns true if the outcome is that of a time without faults. */
  public boolean isExpected() {
    return outcome.equals(caller.expected());
  }

  /** Returns true if the request was refused because a part of the product was away. */
  public boolean isUnavailable() {
    return outcome.startsWith("50") || outcome.startsWith("408");
  }
}
