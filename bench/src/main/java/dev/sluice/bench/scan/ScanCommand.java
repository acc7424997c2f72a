package dev.sluice.bench.scan;

import dev.sluice.bench.frame.BenchCommand;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.micro.JmhOptions;
import dev.sluice.bench.text.MessageTexts;
import dev.sluice.bench.text.TextLanguage;
import dev.sluice.quality.corpus.Corpus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench scan}. */
@Command(
    name = "scan",
    description = "Speed of the scanner, and regex bait.",
    mixinStandardHelpOptions = true)
public final class ScanCommand extends BenchCommand {
  private static final int SHORTEST = 1 << 16;
  private static final int LONGEST = 1 << 28;
  private static final int MEGABYTE = 1_000_000;

  /** A part of the measurement. */
  enum Part {
    SPEED,
    BAIT
  }

  @Option(
      names = "--part",
      split = ",",
      description = "Measure these only: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Part> parts = List.of(Part.values());

  @Option(
      names = "--engine",
      split = ",",
      description = "Measure the speed of these only: ${COMPLETION-CANDIDATES}.")
  private List<ScanEngine> engines = List.of(ScanEngine.values());

  @Option(
      names = "--text",
      split = ",",
      description = "Measure the speed on these texts only: ${COMPLETION-CANDIDATES}.")
  private List<TextLanguage> languages = List.of(TextLanguage.values());

  @Option(
      names = "--piece",
      split = ",",
      description =
          "Sizes of pieces in bytes (default: 16,256,4096,65536, and 4096 for single languages).")
  private List<Integer> pieces = List.of();

  @Option(
      names = "--kilobytes",
      defaultValue = "1024",
      description = "The length of each text (default: ${DEFAULT-VALUE}).")
  private int kilobytes;

  @Option(
      names = "--seed",
      defaultValue = "" + Corpus.DEFAULT_SEED,
      description = "Makes other texts (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private JmhOptions jmh = new JmhOptions();

  @Option(
      names = "--bait-megabytes",
      defaultValue = "10",
      description = "The longest text of regex bait (default: ${DEFAULT-VALUE}).")
  private int baitMegabytes;

  @Option(
      names = "--bait-wait",
      defaultValue = "500",
      description =
          "Milliseconds that one search of bait may take; shorter texts where it would take longer"
              + " (default: ${DEFAULT-VALUE}).")
  private int baitMillis;

  @Override
  protected void measure(BenchReport report) throws IOException, RunnerException {
    require(
        IntStream.of(kilobytes << 10, baitMegabytes * MEGABYTE)
            .allMatch(bytes -> bytes >= SHORTEST && bytes <= LONGEST),
        "texts must have 64 KB to 256 MB");
    require(pieces.stream().allMatch(size -> size >= 1), "--piece must be 1 or more");
    require(jmh.isValid(), JmhOptions.RULE);
    require(baitMillis >= 0, "--bait-wait must be 0 or more");
    var texts = new MessageTexts(seed);
    if (parts.contains(Part.SPEED)) {
      var speed =
          new SpeedMeasurement(report, jmh, engines.stream().sorted().distinct().toList(), pieces);
      for (TextLanguage language : languages) {
        speed.measure(texts.make(language, kilobytes << 10));
      }
    }
    if (parts.contains(Part.BAIT)) {
      var limit = Duration.ofMillis(baitMillis);
      new BaitMeasurement(report, baitMegabytes * MEGABYTE, limit).measure();
    }
  }
}
