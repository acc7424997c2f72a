package dev.sluice.extproc.finding;

import java.util.OptionalInt;

/**
 * The tokens that a body reports, or an estimate from the length of its text.
 *
 * @param inputTokens what the model read, what it had in a cache included; a request body can only
 *     estimate it
 * @param outputTokens what the model wrote, its reasoning included; empty for a request body
 * @param cachedTokens the part of the input that came out of a cache
 * @param reasoningTokens the part of the output that is reasoning
 * @param estimated true if one of the first two was not reported, and is a quarter of the
 *     characters
 */
public record TokenUsage(
    OptionalInt inputTokens,
    OptionalInt outputTokens,
    OptionalInt cachedTokens,
    OptionalInt reasoningTokens,
    boolean estimated) {
  /** Nothing is known. */
  public static final TokenUsage NONE =
      new TokenUsage(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          false);
}
