package dev.sluice.extproc.finding;

import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.rewriter.BodyEdits;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ScanSink;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** Brings what one channel's scanner decides to the body's tally and edits. */
record ChannelScanSink(
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
