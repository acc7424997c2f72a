package dev.sluice.bench.scan.bait;

import dev.sluice.bench.scan.engine.PolicyScan;
import dev.sluice.bench.scan.engine.Scan;
import dev.sluice.bench.scan.report.BaitTime;
import dev.sluice.bench.scan.report.ScanReport;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.scanner.RuleSet;
import java.time.Duration;

/** Times each bait at some length and at half of it. */
public final class BaitRun {
  private static final int PIECE = 1 << 14;
  private static final int SHORT = 1 << 18;
  private static final int TIMES = 2;
  private static final int MORE_TIMES = 5;

  private final ScanReport report;
  private final int longest;
  private final Duration wait;
  private final DlpPolicy policy = PolicyScan.shipped();
  private final RuleSet rules = new RuleSet(policy.rules());

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
    for (Bait bait : Baits.all()) {
      report.bait(measure(bait));
    }
  }

  private BaitTime measure(Bait bait) {
    int length = length(best(bait, SHORT, TIMES));
    long half = best(bait, length / 2, TIMES);
    long whole = best(bait, length, TIMES);
    if (whole > BaitTime.HIGHEST_RATIO * half) {
      // Others may have used the machine meanwhile.
      half = Math.min(half, best(bait, length / 2, MORE_TIMES));
      whole = Math.min(whole, best(bait, length, MORE_TIMES));
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

  private long best(Bait bait, int length, int times) {
    byte[] text = bait.bytes(length);
    long best = Long.MAX_VALUE;
    try (Scan scan = new PolicyScan(text, rules, policy.rules().size())) {
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        scan.pass(PIECE);
        best = Math.min(best, System.nanoTime() - start);
      }
    }
    return best;
  }
}
