package dev.sluice.extproc.finding;

import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.rewriter.BodyEdits;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.rewriter.Replacer;
import dev.sluice.extproc.scanner.ChannelScanner;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * What all parts of one body's inspection share; or of a document inside a string of it, whose
 * edits and offsets are about the text of that string.
 *
 * @param rawOffset the offset in the body that an offset stands for
 * @param level how many strings are around
 */
public record BodyContext(
    RulesInForce rules,
    int maxHeld,
    Replacer replacer,
    BodyFindings tally,
    BodyEdits edits,
    TokenUsageCounter tokens,
    LongUnaryOperator rawOffset,
    int level) {
  /** That of a whole body. */
  public static BodyContext of(
      RulesInForce rules,
      int maxHeld,
      Replacer replacer,
      BodyFindings tally,
      BodyDirection direction) {
    return new BodyContext(
        rules,
        maxHeld,
        replacer,
        tally,
        new BodyEdits(),
        new TokenUsageCounter(direction),
        LongUnaryOperator.identity(),
        0);
  }

  /** That of a document in a string; its tokens are counted as those of the string. */
  public BodyContext forEmbeddedDocument(LongUnaryOperator offsets) {
    return new BodyContext(
        rules,
        maxHeld,
        replacer,
        tally,
        new BodyEdits(),
        new TokenUsageCounter(BodyDirection.REQUEST),
        offsets.andThen(rawOffset),
        level + 1);
  }

  /** A scanner for a channel, or for several one after the other. */
  public ChannelScanner scanner(Escaping escaping, Supplier<String> channel) {
    return new ChannelScanner(
        rules.all(),
        rules.inForce(),
        maxHeld,
        replacer,
        new ChannelScanSink(tally, edits, escaping, channel, rawOffset));
  }
}
