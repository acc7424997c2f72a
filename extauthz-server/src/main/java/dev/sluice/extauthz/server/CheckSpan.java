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
  static void decided(TraceSpan span, Decision decision, boolean kept) {
    if (!span.recorded()) {
      return;
    }
    Facts facts = decision.facts();
    switch (decision) {
      case Decision.Allow _ -> span.text("sluice.decision", "allow");
      case Decision.Deny(_, _, var code) -> {
        span.text("sluice.decision", "deny");
        span.text("sluice.reason", code.name());
      }
    }
    span.text("sluice.rule", facts.rule());
    span.text("sluice.policy.version", facts.policyVersion());
    if (facts.route() != null) {
      span.text("sluice.route", facts.route().id());
    }
    if (!kept) {
      span.failed();
    }
    span.end();
  }

  static void failed(TraceSpan span) {
    span.failed();
    span.end();
  }
}
