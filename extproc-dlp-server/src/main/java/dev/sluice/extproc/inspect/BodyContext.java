package dev.sluice.extproc.inspect;

import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.rewriter.Edits;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.rewriter.Replacer;
import dev.sluice.extproc.scanner.ChannelScanner;
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
    RulesInForce rules,
    int maxHeld,
    Replacer replacer,
    Tally tally,
    Edits edits,
    TokenCounter tokens,
    LongUnaryOperator raw,
    int level) {
  /** That of a whole body. */
  static BodyContext of(
      RulesInForce rules, int maxHeld, Replacer replacer, Tally tally, Direction direction) {
    return new BodyContext(
        rules,
        maxHeld,
        replacer,
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
        maxHeld,
        replacer,
        tally,
        new Edits(),
        new TokenCounter(Direction.REQUEST),
        offsets.andThen(raw),
        level + 1);
  }

  /** A scanner for a channel, or for several one after the other. */
  ChannelScanner scanner(Escaping escaping, Supplier<String> channel) {
    return new ChannelScanner(
        rules.all(),
        rules.inForce(),
        maxHeld,
        replacer,
        new ChannelSink(tally, edits, escaping, channel, raw));
  }
}
