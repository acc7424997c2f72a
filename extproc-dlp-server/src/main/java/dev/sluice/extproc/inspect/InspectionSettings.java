package dev.sluice.extproc.inspect;

import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.finding.TokenMeter;
import dev.sluice.extproc.rewriter.TokenVault;
import java.util.Optional;

/**
 * The settings for the bodies of one exchange.
 *
 * @param incremental true if event streams are inspected
 * @param maxBufferBytes the most bytes that an event stream may hold before it ends in {@link
 *     BodyVerdict.Overflow}
 * @param waf the parts that a policy row adds to those that WAF rules search
 * @param tokens the reversible tokens that the request creates and the response resolves
 * @param ruled false if the body is only read to count its tokens
 * @param meter the meter of the answer; empty if tokens need not be counted
 */
public record InspectionSettings(
    boolean incremental,
    int maxBufferBytes,
    RouteWafParts waf,
    TokenVault tokens,
    boolean ruled,
    Optional<TokenMeter> meter) {
  /** Creates the settings of an exchange without budgets. */
  public InspectionSettings(
      boolean incremental, int maxBufferBytes, RouteWafParts waf, TokenVault tokens) {
    this(incremental, maxBufferBytes, waf, tokens, true, Optional.empty());
  }

  /** Creates the settings of a single body. */
  public InspectionSettings(boolean incremental, int maxBufferBytes) {
    this(incremental, maxBufferBytes, RouteWafParts.NONE, new TokenVault());
  }

  /** Returns the same settings for rules that only compare, with their own tokens. */
  public InspectionSettings forShadow(TokenVault vault) {
    return new InspectionSettings(incremental, maxBufferBytes, waf, vault, ruled, Optional.empty());
  }

  public InspectionSettings {
    if (maxBufferBytes <= 0) {
      throw new IllegalArgumentException("maxBufferBytes must be positive");
    }
  }
}
