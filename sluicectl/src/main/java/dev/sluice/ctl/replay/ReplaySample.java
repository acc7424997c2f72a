package dev.sluice.ctl.replay;

import dev.sluice.extauthz.decision.outcome.Verdict;
import dev.sluice.extauthz.replay.DecidedRequest;
import dev.sluice.extauthz.replay.DecisionChange;
import java.time.Instant;

/** A decision that the other policy changes. */
record ReplaySample(
    DecisionChange change,
    Instant time,
    String requestId,
    String request,
    Verdict before,
    Verdict after) {
  static ReplaySample of(DecidedRequest decided, Verdict after) {
    var input = decided.input();
    return new ReplaySample(
        DecisionChange.of(decided.verdict(), after),
        input.time(),
        input.requestId(),
        input.method() + " " + input.host() + path(input.path()),
        decided.verdict(),
        after);
  }

  private static String path(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
