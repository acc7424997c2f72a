package dev.sluice.bench.scan.engine;

import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.extproc.scanner.ScanSink;
import dev.sluice.quality.detection.rules.RulesFile;
import java.util.BitSet;

/**
 * The scanner of a text channel with all rules of a policy, asked after each piece what it holds.
 */
public final class PolicyScan implements Scan {
  /** How much text matches that overlap each other may span. */
  public static final int MAX_HELD = 1 << 20;

  private final byte[] text;
  private final Count count = new Count();
  private final ChannelScanner scanner;

  PolicyScan(byte[] text) {
    this(text, RulesFile.shipped().policy());
  }

  /** All rules of that policy are in force. */
  public PolicyScan(byte[] text, DlpPolicy policy) {
    this(text, new RuleSet(policy.rules()), policy.rules().size());
  }

  /** All of so many rules are in force. */
  public PolicyScan(byte[] text, RuleSet rules, int size) {
    this.text = text;
    this.scanner = new ChannelScanner(rules, all(size), MAX_HELD, count);
  }

  /** The places of all of so many rules. */
  public static BitSet all(int rules) {
    var all = new BitSet(rules);
    all.set(0, rules);
    return all;
  }

  @Override
  public long pass(int piece) {
    count.found = 0;
    long held = 0;
    for (int at = 0; at < text.length; at += piece) {
      scanner.text(text, at, Math.min(text.length, at + piece), at);
      held = Math.max(held, at - scanner.watermark());
    }
    scanner.end();
    return held < text.length ? count.found : -1;
  }

  /** Counts what is found. */
  private static final class Count implements ScanSink {
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
