package dev.sluice.extproc.inspect;

import java.util.OptionalInt;

/**
 * The tokens that a body reports, or an estimate from the length of its text.
 *
 * @param inputTokens what the model read; a request body can only estimate it
 * @param outputTokens what the model wrote; empty for a request body
 * @param estimated true if no usage was reported and the figures are a quarter of the characters
 */
public record Usage(OptionalInt inputTokens, OptionalInt outputTokens, boolean estimated) {}
