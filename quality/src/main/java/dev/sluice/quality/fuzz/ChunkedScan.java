package dev.sluice.quality.fuzz;

import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.extproc.scanner.ScanSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A scan of one text in chunks that records everything the scanner reports. A finding in bytes that
 * were already released is an AssertionError.
 */
final class ChunkedScan implements ScanSink {
  private static final int MAX_HELD = 1 << 16;

  private final List<String> reported = new ArrayList<>();
  private long left;

  private ChunkedScan() {}

  /** Returns the indexes of all rules. */
  static BitSet all(int rules) {
    var all = new BitSet(rules);
    all.set(0, rules);
    return all;
  }

  /**
   * Scans the text.
   *
   * @param ends the ends of the chunks
   */
  static List<String> reported(RuleSet rules, BitSet inForce, byte[] text, List<Integer> ends) {
    var scan = new ChunkedScan();
    scan.scan(new ChannelScanner(rules, inForce, MAX_HELD, scan), text, ends);
    return scan.reported;
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
    reported.add(rule + "@" + match.offset() + "+" + match.length());
  }

  @Override
  public void rewrite(long rawFrom, long rawTo, byte[] replacement) {
    reported.add(rawFrom + "-" + rawTo + "=" + new String(replacement, StandardCharsets.UTF_8));
  }

  @Override
  public void blocked(DlpRule rule, long rawFrom) {
    reported.add("blocked by " + rule.id());
  }

  @Override
  public void overflow(long rawFrom) {
    throw new AssertionError("more overlaps than may be held at " + rawFrom);
  }
}
