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

  /** Creates a pass with the first {@code size} rules. */
  PolicyPass(byte[] text, RuleSet rules, int size) {
    this.text = text;
    var all = new BitSet(size);
    all.set(0, size);
    this.scanner = new ChannelScanner(rules, all, MAX_HELD, count);
  }

  /** Returns a pass with the shipped policy. */
  static PolicyPass shipped(byte[] text) {
    List<DlpRule> rules = RulesFile.shipped().policy().rules();
    return new PolicyPass(text, new RuleSet(rules), rules.size());
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
