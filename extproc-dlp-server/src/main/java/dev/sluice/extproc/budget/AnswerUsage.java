package dev.sluice.extproc.budget;

import dev.sluice.extproc.finding.TokenUsage;
import java.util.OptionalInt;

/**
 * The use that an answer shows at its end.
 *
 * @param input the reported input tokens, cached ones included
 * @param output the reported output tokens, reasoning included
 * @param estimatedOutput an estimate of the output from its text
 */
public record AnswerUsage(
    OptionalInt input, OptionalInt output, int cached, int reasoning, long estimatedOutput) {
  /** An answer that shows no use. */
  public static final AnswerUsage NONE =
      new AnswerUsage(OptionalInt.empty(), OptionalInt.empty(), 0, 0, 0);

  /** Returns the use of an answer; figures that are estimates of the audit record do not count. */
  public static AnswerUsage of(TokenUsage usage, long estimatedOutput) {
    return new AnswerUsage(
        usage.inputTokens(),
        usage.estimated() ? OptionalInt.empty() : usage.outputTokens(),
        usage.cachedTokens().orElse(0),
        usage.reasoningTokens().orElse(0),
        estimatedOutput);
  }
}
