package dev.sluice.extproc.inspect;

import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.rewriter.Edits;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ScanSink;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** Brings what one channel's scanner decides to the body's tally and edits. */
record ChannelSink(
    Tally tally, Edits edits, Escaping escaping, Supplier<String> channel, LongUnaryOperator raw)
    implements ScanSink {
  @Override
  public void found(Hit match, long rawFrom) {
    tally.found(match, raw.applyAsLong(rawFrom), channel.get());
  }

  @Override
  public void rewrite(long rawFrom, long rawTo, byte[] text) {
    edits.add(rawFrom, rawTo, escaping.apply(text));
  }

  @Override
  public void blocked(DlpRule rule, long rawFrom) {
    tally.blocked(rule, raw.applyAsLong(rawFrom));
  }

  @Override
  public void overflow(long rawFrom) {
    tally.overflow(raw.applyAsLong(rawFrom));
  }
}
