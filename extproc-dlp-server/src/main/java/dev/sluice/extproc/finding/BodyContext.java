package dev.sluice.extproc.finding;

import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.rewriter.BodyEdits;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.rewriter.Replacer;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.ScanSink;
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
        new ChannelSink(tally, edits, escaping, channel, rawOffset));
  }

  /** Brings what one channel's scanner decides to the body's tally and edits. */
  private record ChannelSink(
      BodyFindings tally,
      BodyEdits edits,
      Escaping escaping,
      Supplier<String> channel,
      LongUnaryOperator raw)
      implements ScanSink {
    @Override
    public void matched(Hit match, long rawFrom) {
      tally.add(match, raw.applyAsLong(rawFrom), channel.get());
    }

    @Override
    public void rewrite(long rawFrom, long rawTo, byte[] text) {
      edits.add(rawFrom, rawTo, escaping.apply(text));
    }

    @Override
    public void blocked(DlpRule rule, long rawFrom) {
      tally.block(rule, raw.applyAsLong(rawFrom));
    }

    @Override
    public void overflow(long rawFrom) {
      tally.stopForOverflow(raw.applyAsLong(rawFrom));
    }
  }
}
