package dev.sluice.bench.scan;

import dev.sluice.bench.frame.BenchCommand;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.RoundOptions;
import dev.sluice.bench.text.MessageTexts;
import dev.sluice.bench.text.TextLanguage;
import dev.sluice.quality.corpus.Corpus;
import java.io.IOException;
import java.util.List;
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
  private static final int TEXT_LENGTH = 1 << 20;

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

  @Mixin private RoundOptions rounds = new RoundOptions(4, 0.3, 0.9);

  @Override
  protected void measure(BenchReport report) throws IOException, RunnerException {
    requireValid(rounds);
    require(pieces.stream().allMatch(size -> size >= 1), "--piece must be 1 or more");
    if (parts.contains(Part.SPEED)) {
      var texts = new MessageTexts(Corpus.DEFAULT_SEED);
      for (TextLanguage language : languages) {
        String text = texts.make(language, TEXT_LENGTH);
        new SpeedMeasurement(report, rounds, pieces).measure(language, text);
      }
    }
    if (parts.contains(Part.BAIT)) {
      new BaitMeasurement(report).measure();
    }
  }
}
