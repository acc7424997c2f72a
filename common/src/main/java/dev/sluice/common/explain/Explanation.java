package dev.sluice.common.explain;

import java.util.List;

/**
 * An explanation of a request.
 *
 * @param source where the facts are from
 * @param requestId the id by which the request was asked for; empty for a request that was not sent
 * @param decision {@code allow} or {@code deny}; empty if no decision is known
 * @param status the status for the client; 0 if it is not known
 * @param code the code of the denial or of the error; empty without one
 * @param rule the rule that decided; empty if it is not known
 */
public record Explanation(
    Source source,
    String requestId,
    String decision,
    int status,
    String code,
    String rule,
    List<ExplainedStep> steps) {
  public Explanation {
    steps = List.copyOf(steps);
  }

  /** The sources of explanations. */
  public enum Source {
    /** The rows of a request that was sent. */
    AUDIT,
    /** An evaluation of a request against policy files. */
    POLICIES
  }
}
