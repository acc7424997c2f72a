package dev.sluice.extauthz.server;

import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;

/**
 * The attributes of the span of a check: the decision and its rule, but nothing about the caller.
 */
final class CheckSpan {
  private CheckSpan() {}

  /**
   * Ends the span with a decision. If the decision could not be stored, the span is marked as
   * failed.
   */
  static void endWithDecision(TraceSpan span, Decision decision, boolean stored) {
    if (!span.isRecording()) {
      return;
    }
    Facts facts = decision.facts();
    switch (decision) {
      case Decision.Allow _ -> span.setText("sluice.decision", "allow");
      case Decision.Deny(_, _, var code, _) -> {
        span.setText("sluice.decision", "deny");
        span.setText("sluice.reason", code.name());
      }
    }
    span.setText("sluice.rule", facts.rule());
    span.setText("sluice.policy.version", facts.policyVersion());
    if (facts.route() != null) {
      span.setText("sluice.route", facts.route().id());
    }
    if (!stored) {
      span.markFailed();
    }
    span.end();
  }

  static void endWithFailure(TraceSpan span) {
    span.markFailed();
    span.end();
  }
}
