package dev.sluice.extauthz.server;

import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;

/**
 * What the span of a check tells: how it was decided and by which rule, and nothing of a caller.
 */
final class CheckSpan {
  private CheckSpan() {}

  /** Ends it; {@code kept} is false when the decision could not be written down. */
  static void endWithDecision(TraceSpan span, Decision decision, boolean kept) {
    if (!span.isRecording()) {
      return;
    }
    Facts facts = decision.facts();
    switch (decision) {
      case Decision.Allow _ -> span.setText("sluice.decision", "allow");
      case Decision.Deny(_, _, var code) -> {
        span.setText("sluice.decision", "deny");
        span.setText("sluice.reason", code.name());
      }
    }
    span.setText("sluice.rule", facts.rule());
    span.setText("sluice.policy.version", facts.policyVersion());
    if (facts.route() != null) {
      span.setText("sluice.route", facts.route().id());
    }
    if (!kept) {
      span.markFailed();
    }
    span.end();
  }

  static void endWithFailure(TraceSpan span) {
    span.markFailed();
    span.end();
  }
}
