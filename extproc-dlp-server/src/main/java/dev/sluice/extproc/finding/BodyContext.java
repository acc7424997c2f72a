package dev.sluice.extproc.finding;

import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.rewriter.BodyEdits;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.rewriter.Replacer;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.ScanSink;
import dev.sluice.extproc.scanner.TextReview;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * The state that all parts of one body's inspection share. A document inside a string has its own
 * context, whose edits and offsets refer to the text of that string.
 *
 * @param rawOffset maps an offset to the offset in the body
 * @param level the number of strings around the text
 * @param review what finds the matches in whole texts, in place of the patterns of rules
 */
public record BodyContext(
    RulesInForce rules,
    int maxHeld,
    Replacer replacer,
    BodyFindings findings,
    BodyEdits edits,
    TokenUsageCounter tokens,
    LongUnaryOperator rawOffset,
    int level,
    Optional<TextReview> review) {
  /** Returns the context of a whole body. */
  public static BodyContext of(
      RulesInForce rules,
      int maxHeld,
      Replacer replacer,
      BodyFindings findings,
      BodyDirection direction,
      TokenMeter meter) {
    return of(rules, maxHeld, replacer, findings, direction, meter, Optional.empty());
  }

  /** Returns the context of a whole body whose texts are reviewed. */
  public static BodyContext of(
      RulesInForce rules,
      int maxHeld,
      Replacer replacer,
      BodyFindings findings,
      BodyDirection direction,
      TokenMeter meter,
      Optional<TextReview> review) {
    return new BodyContext(
        rules,
        maxHeld,
        replacer,
        findings,
        new BodyEdits(),
        new TokenUsageCounter(direction, meter),
        LongUnaryOperator.identity(),
        0,
        review);
  }

  /**
   * Returns the context of a document in a string. Its tokens are not counted, because those of the
   * string are.
   */
  public BodyContext forEmbeddedDocument(LongUnaryOperator offsets) {
    return new BodyContext(
        rules,
        maxHeld,
        replacer,
        findings,
        new BodyEdits(),
        new TokenUsageCounter(BodyDirection.REQUEST, TokenMeter.NONE),
        offsets.andThen(rawOffset),
        level + 1,
        review);
  }

  /** Creates a scanner for one channel, or for several in sequence. */
  public ChannelScanner scanner(Escaping escaping, Supplier<String> channel) {
    return new ChannelScanner(
        rules.all(),
        rules.inForce(),
        maxHeld,
        replacer,
        new ChannelSink(findings, edits, escaping, channel, rawOffset),
        review);
  }

  /** A sink that adds the scan results of one channel to the body's findings and edits. */
  private record ChannelSink(
      BodyFindings findings,
      BodyEdits edits,
      Escaping escaping,
      Supplier<String> channel,
      LongUnaryOperator raw)
      implements ScanSink {
    @Override
    public void matched(Hit match, long rawFrom) {
      findings.add(match, raw.applyAsLong(rawFrom), channel.get());
    }

    @Override
    public void rewrite(long rawFrom, long rawTo, byte[] text) {
      edits.add(rawFrom, rawTo, escaping.apply(text));
    }

    @Override
    public void blocked(DlpRule rule, long rawFrom) {
      findings.block(rule, raw.applyAsLong(rawFrom));
    }

    @Override
    public void overflow(long rawFrom) {
      findings.stopForOverflow(raw.applyAsLong(rawFrom));
    }
  }
}
