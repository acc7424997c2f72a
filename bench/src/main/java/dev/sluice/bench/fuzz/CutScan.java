package dev.sluice.bench.fuzz;

import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.extproc.scanner.ScanSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a scanner tells of one text in one cut. AssertionError where it finds something in bytes
 * that it has let go of.
 */
final class CutScan implements ScanSink {
  private static final int MAX_HELD = 1 << 16;

  private final List<String> told = new ArrayList<>();
  private long left;

  private CutScan() {}

  /** Scans pieces that end there. */
  static List<String> told(RuleSet rules, BitSet inForce, byte[] text, List<Integer> ends) {
    var scan = new CutScan();
    scan.scan(new ChannelScanner(rules, inForce, MAX_HELD, scan), text, ends);
    return scan.told;
  }

  private void scan(ChannelScanner scanner, byte[] text, List<Integer> ends) {
    int at = 0;
    for (int end : ends) {
      scanner.text(text, at, end, at);
      at = end;
      left = Math.max(left, Math.min(scanner.watermark(), at));
    }
    scanner.end();
  }

  @Override
  public void matched(Hit match, long rawFrom) {
    String rule = match.rule().id();
    if (rawFrom < left) {
      throw new AssertionError(rule + " at " + rawFrom + ", but " + left + " has left");
    }
    told.add(rule + "@" + match.offset() + "+" + match.length());
  }

  @Override
  public void rewrite(long rawFrom, long rawTo, byte[] replacement) {
    told.add(rawFrom + "-" + rawTo + "=" + new String(replacement, StandardCharsets.UTF_8));
  }

  @Override
  public void blocked(DlpRule rule, long rawFrom) {
    told.add("blocked by " + rule.id());
  }

  @Override
  public void overflow(long rawFrom) {
    throw new AssertionError("more overlaps than may be held at " + rawFrom);
  }
}
