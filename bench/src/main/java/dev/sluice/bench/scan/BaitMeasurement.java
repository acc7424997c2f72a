package dev.sluice.bench.scan;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.quality.detection.rules.RulesFile;
import dev.sluice.quality.detection.rules.ShippedWafPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * A measurement of texts that make searches slow, at one length and at half of it.
 *
 * @param longest the length in bytes, which is halved while one search would take longer than
 *     {@code limit}
 */
record BaitMeasurement(BenchReport report, int longest, Duration limit) {
  /** The maximum ratio of the time of a text to the time of its half. */
  static final double HIGHEST_RATIO = 2.2;

  private static final int PIECE = 1 << 14;
  private static final int SHORT = 1 << 18;
  private static final int TIMES = 2;
  private static final int MORE_TIMES = 5;

  void measure() {
    List<DlpRule> shipped = RulesFile.shipped().policy().rules();
    measure("regex bait, shipped policy", ScanBaits.forPolicy(), shipped);
    measure(
        "regex bait, with rules against attacks",
        ScanBaits.forAttackRules(),
        ShippedWafPolicy.behind(shipped));
  }

  private void measure(String title, List<ScanBait> baits, List<DlpRule> rules) {
    var compiled = new RuleSet(rules);
    var section = new ReportSection.Builder(title);
    List<String> slow = new ArrayList<>();
    for (ScanBait bait : baits) {
      report.progress(title + ": " + bait.name());
      double ratio = measure(bait, compiled, rules.size(), section);
      if (ratio > HIGHEST_RATIO) {
        slow.add("%s %.2f".formatted(bait.name(), ratio));
      }
    }
    report.add(section.build());
    report.check(
        title + ": twice the text takes at most %.1f times as long".formatted(HIGHEST_RATIO),
        slow.isEmpty(),
        String.join(", ", slow));
  }

  private double measure(ScanBait bait, RuleSet rules, int size, ReportSection.Builder section) {
    IntToLongFunction best = length -> best(bait, rules, size, length, TIMES);
    int length = length(best.applyAsLong(SHORT));
    long half = best.applyAsLong(length / 2);
    long whole = best.applyAsLong(length);
    if (whole > HIGHEST_RATIO * half) {
      // Another program may have used the machine.
      half = Math.min(half, best(bait, rules, size, length / 2, MORE_TIMES));
      whole = Math.min(whole, best(bait, rules, size, length, MORE_TIMES));
    }
    double ratio = (double) whole / half;
    section.add(bait.name(), "bytes", length);
    section.add(bait.name(), "MB/s", length * 1e3 / whole);
    section.add(bait.name(), "2n ÷ n", ratio);
    return ratio;
  }

  private int length(long nanosOfShort) {
    int length = longest;
    while (length > SHORT && nanosOfShort * ((double) length / SHORT) > limit.toNanos()) {
      length /= 2;
    }
    return length;
  }

  private static long best(ScanBait bait, RuleSet rules, int size, int length, int times) {
    var pass = new PolicyPass(bait.bytes(length), rules, size);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      pass.run(PIECE);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
