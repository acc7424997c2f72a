package dev.sluice.extproc.inspect;

import dev.sluice.extproc.rewriter.Edits;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import java.util.BitSet;
import java.util.function.Supplier;

/** What all parts of one body's inspection share. */
record BodyContext(
    RuleSet rules, BitSet inForce, int maxHeld, Tally tally, Edits edits, TokenCounter tokens) {
  /** A scanner for a channel, or for several one after the other. */
  ChannelScanner scanner(Escaping escaping, Supplier<String> channel) {
    return new ChannelScanner(
        rules, inForce, maxHeld, new ChannelSink(tally, edits, escaping, channel));
  }
}
