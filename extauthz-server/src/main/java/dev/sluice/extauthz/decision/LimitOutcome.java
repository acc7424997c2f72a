package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import java.util.List;

/** An outcome of the rate limits of one request. */
public sealed interface LimitOutcome extends LimitResult {
  /** The outcome of a request that no limit counts. */
  LimitOutcome NOT_COUNTED = new Passed(List.of());

  /** Returns the headers that show the limit to the client. */
  List<Header> headers();

  /** A request within its limits. */
  record Passed(List<Header> headers) implements LimitOutcome {
    public Passed {
      headers = List.copyOf(headers);
    }
  }

  /** A request that a limit denies and that no limit has counted. */
  record Denied(DenialCode code, String rule, List<Header> headers) implements LimitOutcome {
    public Denied {
      headers = List.copyOf(headers);
    }
  }
}
