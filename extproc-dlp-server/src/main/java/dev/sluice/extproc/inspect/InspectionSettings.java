package dev.sluice.extproc.inspect;

import dev.sluice.extproc.rewriter.TokenVault;

/**
 * How the bodies of one exchange are inspected.
 *
 * @param incremental whether event streams are inspected at all
 * @param maxBufferBytes the most that an event stream may hold back before it ends in {@link
 *     Verdict.Overflow}
 * @param tokens what the exchange's request gives out and its answer has back
 */
public record InspectionSettings(boolean incremental, int maxBufferBytes, TokenVault tokens) {
  /** Those of a body that is alone. */
  public InspectionSettings(boolean incremental, int maxBufferBytes) {
    this(incremental, maxBufferBytes, new TokenVault());
  }

  public InspectionSettings {
    if (maxBufferBytes <= 0) {
      throw new IllegalArgumentException("maxBufferBytes must be positive");
    }
  }
}
