package dev.sluice.quality.fuzz;

import dev.sluice.quality.fuzz.body.BodyGenerator;
import dev.sluice.quality.fuzz.body.FuzzProcessors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that runs all targets with random input for a given time. */
@Command(
    name = "fuzz",
    description =
        "Random patterns, texts and cuts against java.util.regex; the shipped rules, and bodies of JSON,"
            + " events and content codings, however cut.",
    mixinStandardHelpOptions = true)
public final class FuzzCommand implements Callable<Integer> {
  private static final int AT_ONCE = 50;

  @Option(
      names = "--for",
      defaultValue = "60s",
      description = "How long: 30s, 5m, 1h (default: ${DEFAULT-VALUE}).")
  private String time = "";

  @Option(
      names = "--seed",
      description = "Begins anew at the same input (default: another one each time).")
  private long seed = System.nanoTime() & 0xFFFF_FFFFL;

  @Option(names = "--number", description = "Tries this input of the seed alone.")
  private long number = -1;

  static List<FuzzTarget> targets() {
    var bodies = new BodyGenerator();
    var processors = new FuzzProcessors();
    return List.of(
        new PatternMatchTarget(),
        new PatternSourceTarget(),
        new ShippedRulesTarget(),
        new BodyFuzzTarget("bodies of JSON", bodies::json, processors),
        new BodyFuzzTarget("event streams", bodies::events, processors),
        new ContentCodingTarget(bodies, processors));
  }

  @Override
  public Integer call() {
    List<FuzzRun> runs = new ArrayList<>();
    List<FuzzTarget> targets = targets();
    targets.forEach(target -> runs.add(new FuzzRun(target, seed)));
    if (number >= 0) {
      runs.forEach(run -> run.tryOne(number).ifPresent(System.out::println));
      return 0;
    }
    System.out.println("seed " + seed);
    long end = System.nanoTime() + Duration.parse("PT" + time).toNanos();
    while (System.nanoTime() < end && runs.stream().anyMatch(run -> !run.full())) {
      runs.forEach(run -> run.run(AT_ONCE));
    }
    int findings = 0;
    for (int i = 0; i < runs.size(); i++) {
      FuzzRun run = runs.get(i);
      System.out.printf(
          "%-36s %,12d executions, %d findings (seed %d)%n",
          targets.get(i).title(), run.executions(), run.findings().size(), seed);
      run.findings().forEach(finding -> System.out.println("  " + finding));
      findings += run.findings().size();
    }
    return findings == 0 ? 0 : 1;
  }
}
