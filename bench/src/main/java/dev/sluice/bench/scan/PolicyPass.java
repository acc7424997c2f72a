package dev.sluice.bench.scan;

import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.extproc.scanner.ScanSink;
import dev.sluice.quality.detection.rules.RulesFile;
import java.util.BitSet;
import java.util.List;

/** A pass with all rules of a policy that reads the watermark after each piece. */
final class PolicyPass implements ScanPass {
  /** The maximum length of overlapping matches. */
  private static final int MAX_HELD = 1 << 20;

  private final byte[] text;
  private final CountingSink count = new CountingSink();
  private final ChannelScanner scanner;

  PolicyPass(byte[] text) {
    this(text, RulesFile.shipped().policy().rules());
  }

  private PolicyPass(byte[] text, List<DlpRule> rules) {
    this(text, new RuleSet(rules), rules.size());
  }

  /** Creates a pass with the first {@code size} rules. */
  PolicyPass(byte[] text, RuleSet rules, int size) {
    this.text = text;
    this.scanner = new ChannelScanner(rules, all(size), MAX_HELD, count);
  }

  /** Returns the indexes of all rules. */
  private static BitSet all(int rules) {
    var all = new BitSet(rules);
    all.set(0, rules);
    return all;
  }

  @Override
  public long run(int piece) {
    count.found = 0;
    long held = 0;
    for (int at = 0; at < text.length; at += piece) {
      scanner.text(text, at, Math.min(text.length, at + piece), at);
      held = Math.max(held, at - scanner.watermark());
    }
    scanner.end();
    return held < text.length ? count.found : -1;
  }

  /** A sink that counts findings and ignores other events. */
  private static final class CountingSink implements ScanSink {
    private long found;

    @Override
    public void matched(Hit match, long rawFrom) {
      found++;
    }

    @Override
    public void rewrite(long rawFrom, long rawTo, byte[] text) {}

    @Override
    public void blocked(DlpRule rule, long rawFrom) {}

    @Override
    public void overflow(long rawFrom) {}
  }
}
