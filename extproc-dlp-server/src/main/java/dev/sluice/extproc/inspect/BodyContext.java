package dev.sluice.extproc.inspect;

import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.rewriter.Edits;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import java.util.BitSet;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * What all parts of one body's inspection share; or of a document inside a string of it, whose
 * edits and offsets are about the text of that string.
 *
 * @param raw the offset in the body that an offset stands for
 * @param level how many strings are around
 */
record BodyContext(
    RuleSet rules,
    BitSet inForce,
    int maxHeld,
    Tally tally,
    Edits edits,
    TokenCounter tokens,
    LongUnaryOperator raw,
    int level) {
  /** That of a whole body. */
  static BodyContext of(
      RuleSet rules, BitSet inForce, int maxHeld, Tally tally, Direction direction) {
    return new BodyContext(
        rules,
        inForce,
        maxHeld,
        tally,
        new Edits(),
        new TokenCounter(direction),
        LongUnaryOperator.identity(),
        0);
  }

  /** That of a document in a string; its tokens are counted as those of the string. */
  BodyContext inside(LongUnaryOperator offsets) {
    return new BodyContext(
        rules,
        inForce,
        maxHeld,
        tally,
        new Edits(),
        new TokenCounter(Direction.REQUEST),
        offsets.andThen(raw),
        level + 1);
  }

  /** A scanner for a channel, or for several one after the other. */
  ChannelScanner scanner(Escaping escaping, Supplier<String> channel) {
    return new ChannelScanner(
        rules, inForce, maxHeld, new ChannelSink(tally, edits, escaping, channel, raw));
  }
}
