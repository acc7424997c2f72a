package dev.sluice.extproc.finding;

import java.util.OptionalInt;

/**
 * The token usage that a body reports, or an estimate from the length of its text.
 *
 * @param inputTokens the tokens that the model read, cached ones included; always an estimate for a
 *     request body
 * @param outputTokens the tokens that the model wrote, reasoning included; empty for a request body
 * @param cachedTokens the part of the input from a cache
 * @param reasoningTokens the part of the output that is reasoning
 * @param estimated true if input or output was not reported and is a quarter of the characters
 */
public record TokenUsage(
    OptionalInt inputTokens,
    OptionalInt outputTokens,
    OptionalInt cachedTokens,
    OptionalInt reasoningTokens,
    boolean estimated) {
  /** An unknown usage. */
  public static final TokenUsage NONE =
      new TokenUsage(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          false);
}
