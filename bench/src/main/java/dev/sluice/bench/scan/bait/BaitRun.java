package dev.sluice.bench.scan.bait;

import dev.sluice.bench.scan.engine.PolicyScan;
import dev.sluice.bench.scan.engine.Scan;
import dev.sluice.bench.scan.report.BaitTime;
import dev.sluice.bench.scan.report.ScanReport;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.quality.detection.rules.RulesFile;
import dev.sluice.quality.detection.rules.ShippedWafPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Times each bait at some length and at half of it. */
public final class BaitRun {
  private static final int PIECE = 1 << 14;
  private static final int SHORT = 1 << 18;
  private static final int TIMES = 2;
  private static final int MORE_TIMES = 5;

  private final ScanReport report;
  private final int longest;
  private final Duration wait;
  private final List<DlpRule> shipped = RulesFile.shipped().policy().rules();

  /**
   * Baits of {@code longest} bytes, or of half, a quarter and so on of them where one search would
   * take longer than {@code wait}.
   */
  public BaitRun(ScanReport report, int longest, Duration wait) {
    this.report = report;
    this.longest = longest;
    this.wait = wait;
  }

  public void measure() {
    report.heading("regex bait, shipped policy: time of the text and of half of it");
    measure(Baits.all(), shipped);
    report.heading("the same, with rules against attacks");
    measure(Baits.ofAttacks(), ShippedWafPolicy.behind(shipped));
  }

  private void measure(List<Bait> baits, List<DlpRule> rules) {
    var compiled = new RuleSet(rules);
    baits.forEach(bait -> report.bait(measure(bait, compiled, rules.size())));
  }

  private BaitTime measure(Bait bait, RuleSet rules, int size) {
    IntToLongFunction best = length -> best(bait, rules, size, length, TIMES);
    int length = length(best.applyAsLong(SHORT));
    long half = best.applyAsLong(length / 2);
    long whole = best.applyAsLong(length);
    if (whole > BaitTime.HIGHEST_RATIO * half) {
      // Others may have used the machine meanwhile.
      half = Math.min(half, best(bait, rules, size, length / 2, MORE_TIMES));
      whole = Math.min(whole, best(bait, rules, size, length, MORE_TIMES));
    }
    return new BaitTime(bait.name(), length, length * 1e3 / whole, (double) whole / half);
  }

  private int length(long nanosOfShort) {
    int length = longest;
    while (length > SHORT && nanosOfShort * ((double) length / SHORT) > wait.toNanos()) {
      length /= 2;
    }
    return length;
  }

  private static long best(Bait bait, RuleSet rules, int size, int length, int times) {
    byte[] text = bait.bytes(length);
    long best = Long.MAX_VALUE;
    try (Scan scan = new PolicyScan(text, rules, size)) {
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        scan.pass(PIECE);
        best = Math.min(best, System.nanoTime() - start);
      }
    }
    return best;
  }
}
