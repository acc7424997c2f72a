package dev.sluice.bench.scan;

import dev.sluice.bench.Peers;
import dev.sluice.bench.scan.engine.Engine;
import dev.sluice.bench.scan.report.ScanReport;
import dev.sluice.bench.scan.speed.SpeedOptions;
import dev.sluice.bench.scan.text.Language;
import dev.sluice.quality.ResultOption;
import dev.sluice.quality.corpus.Corpus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints how fast text is searched, beside other engines, and what that costs. */
@Command(
    name = "scan",
    description = "Speed of the scanner, state of a stream, cost of rules, and regex bait.",
    mixinStandardHelpOptions = true)
public final class ScanCommand implements Callable<Integer> {
  private static final int DEFAULT_KILOBYTES = 1024;

  @Option(
      names = "--part",
      split = ",",
      description = "Measure these only: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Part> parts = List.of(Part.values());

  @Option(
      names = "--engine",
      split = ",",
      description = "Measure the speed of these only: ${COMPLETION-CANDIDATES}.")
  private List<Engine> engines = List.of(Engine.values());

  @Option(
      names = "--text",
      split = ",",
      description = "Measure the speed on these texts only: ${COMPLETION-CANDIDATES}.")
  private List<Language> languages = List.of(Language.values());

  @Option(
      names = "--piece",
      split = ",",
      description =
          "Sizes of pieces in bytes (default: 16,256,4096,65536, and 4096 for single languages).")
  private List<Integer> pieces = List.of();

  @Option(
      names = "--kilobytes",
      defaultValue = "" + DEFAULT_KILOBYTES,
      description = "The length of each text (default: ${DEFAULT-VALUE}).")
  private int kilobytes;

  @Option(
      names = "--seed",
      defaultValue = "" + Corpus.DEFAULT_SEED,
      description = "Makes other texts and rules (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--forks", defaultValue = "1", description = "Processes, one after the other.")
  private int forks;

  @Option(
      names = "--warm-up",
      defaultValue = "3",
      description = "Iterations before those that count (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--iterations",
      defaultValue = "4",
      description = "Iterations that count (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--time",
      defaultValue = "300",
      description = "Milliseconds of an iteration (default: ${DEFAULT-VALUE}).")
  private int millis;

  @Option(
      names = "--bait-megabytes",
      defaultValue = "10",
      description = "The longest text of regex bait (default: ${DEFAULT-VALUE}).")
  private int baitMegabytes;

  @Option(
      names = "--bait-wait",
      defaultValue = "500",
      description =
          "Milliseconds that one search of bait may take; shorter texts where it would take longer (default: ${DEFAULT-VALUE}).")
  private int baitMillis;

  @Option(
      names = "--peers",
      defaultValue = "auto",
      description = "Vectorscan, java.util.regex and RE2J on the same texts: auto, or off.")
  private Peers peers = Peers.auto;

  @Mixin private ResultOption result = new ResultOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var report = new ScanReport(result.readable(), Engine.FLOOR.title(), Engine.POLICY.title());
    new ScanBench(options(), report).run();
    result.print(report::json);
    return report.linear() ? 0 : 1;
  }

  private ScanOptions options() {
    try {
      List<Engine> chosen =
          Arrays.stream(Engine.values())
              .filter(engines::contains)
              .filter(engine -> peers == Peers.auto || !engine.isPeer())
              .toList();
      return new ScanOptions(
          parts,
          new SpeedOptions(
              chosen, languages, pieces, forks, warmUp, iterations, Duration.ofMillis(millis)),
          seed,
          kilobytes << 10,
          baitMegabytes * 1_000_000,
          Duration.ofMillis(baitMillis));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
