package dev.sluice.extauthz.replay;

import dev.sluice.extauthz.decision.outcome.Verdict;

/** A result of making a decision again. */
public sealed interface ReplayResult {
  /** The verdict of the other policy. */
  record Decided(Verdict verdict) implements ReplayResult {}

  /**
   * A decision that cannot be made again from what is known of the request.
   *
   * @param reason a fixed text
   */
  record Undecided(String reason) implements ReplayResult {}
}
