package dev.sluice.bench.scan.state;

import dev.sluice.bench.scan.engine.PolicyScan;
import dev.sluice.bench.scan.engine.Scan;
import dev.sluice.bench.scan.report.ScanReport;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.quality.detection.rules.RulesFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** How long it takes from a file of rules to what searches for them, and what that keeps. */
public final class CompileCost {
  private static final int AGAIN = 5;
  private static final int COPIES = 3;
  private static final int CUSTOM = 1_000;
  private static final int PIECE = 4096;

  private final ScanReport report;
  private final PolicyFile<DlpPolicy> loader = DlpPolicyCompiler.file();

  public CompileCost(ScanReport report) {
    this.report = report;
  }

  /** The shipped rules, and a thousand others; {@code text} is what these are looked for in. */
  public void measure(long seed, byte[] text) throws IOException {
    report.heading("from a file of rules to what searches for them");
    Path shipped = RulesFile.SHIPPED;
    measure("shipped policy", Files.readAllBytes(shipped));
    byte[] custom = new CustomRules(seed).file(CUSTOM).getBytes(StandardCharsets.UTF_8);
    DlpPolicy policy = measure("1,000 custom rules", custom);
    report.cost("1,000 custom rules, speed in pieces of 4 KB", speed(policy, text), "MB/s");
  }

  private DlpPolicy measure(String name, byte[] file) {
    long loaded = nanos(() -> load(file));
    DlpPolicy policy = load(file);
    report.cost(name + ", file read and checked, first time", millis(loaded), "ms");
    long compiled = nanos(() -> new RuleSet(policy.rules()));
    report.cost(name + ", put together, first time", millis(compiled), "ms");
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < AGAIN; i++) {
      times.add(nanos(() -> new RuleSet(load(file).rules())));
    }
    Collections.sort(times);
    report.cost(name + ", both, later", millis(times.get(AGAIN / 2)), "ms");
    report.cost(name + ", kept by the policy", Heap.each(COPIES, () -> load(file)) / 1e6, "MB");
    report.cost(
        name + ", kept by what searches",
        Heap.each(COPIES, () -> new RuleSet(policy.rules())) / 1e6,
        "MB");
    return policy;
  }

  private DlpPolicy load(byte[] file) {
    return switch (loader.load(Path.of("rules.yaml"), file)) {
      case PolicyResult.Loaded<DlpPolicy>(DlpPolicy policy, var _) -> policy;
      case PolicyResult.Rejected<DlpPolicy>(var problems) ->
          throw new IllegalArgumentException(problems.toString());
    };
  }

  private static double speed(DlpPolicy policy, byte[] text) {
    try (Scan scan = new PolicyScan(text, policy)) {
      long best = Long.MAX_VALUE;
      for (int i = 0; i < AGAIN; i++) {
        long start = System.nanoTime();
        scan.pass(PIECE);
        best = Math.min(best, System.nanoTime() - start);
      }
      return text.length * 1e3 / best;
    }
  }

  private static long nanos(Supplier<Object> work) {
    long start = System.nanoTime();
    Objects.requireNonNull(work.get());
    return System.nanoTime() - start;
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
