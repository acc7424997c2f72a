package dev.sluice.bench.scan;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.bench.frame.RoundOptions;
import dev.sluice.bench.text.TextLanguage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A measurement of the engines' speed on a text, by JMH.
 *
 * @param pieces the sizes of pieces in bytes; empty for the usual sizes
 */
record SpeedMeasurement(BenchReport report, RoundOptions rounds, List<Integer> pieces) {
  private static final int LARGE_PIECE = 1 << 16;
  private static final double BYTES_PER_MB = 1e6;

  void measure(TextLanguage language, String text) throws IOException, RunnerException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path file = Files.createTempFile("sluice-bench-scan", ".txt");
    try {
      Files.write(file, bytes);
      var section = new ReportSection.Builder("speed on " + language + ", MB/s");
      for (ScanEngine engine : ScanEngine.values()) {
        report.progress(engine.title() + ", " + language);
        for (int piece : pieces(language)) {
          List<Double> passes = passesPerSecond(file, engine, piece);
          section.add(
              "pieces of " + size(piece),
              engine.title(),
              passes.stream().map(perSecond -> perSecond * bytes.length / BYTES_PER_MB).toList());
        }
        section.add("found", engine.title(), (double) engine.open(bytes).run(LARGE_PIECE));
      }
      report.add(section.build());
    } finally {
      Files.delete(file);
    }
  }

  /** Runs the benchmark in a process of its own and returns the score of each round. */
  private List<Double> passesPerSecond(Path file, ScanEngine engine, int piece)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(ScanBenchmark.class.getName())
            .param("file", file.toString())
            .param("engine", engine.name())
            .param("piece", Integer.toString(piece))
            .forks(1)
            .warmupIterations(rounds.warmUp().isZero() ? 0 : 1)
            .warmupTime(TimeValue.nanoseconds(rounds.warmUp().toNanos()))
            .measurementIterations(rounds.rounds())
            .measurementTime(TimeValue.nanoseconds(rounds.window().toNanos()))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    RunResult result = new Runner(options.build()).runSingle();
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(round -> round.getPrimaryResult().getScore())
        .toList();
  }

  private List<Integer> pieces(TextLanguage language) {
    if (!pieces.isEmpty()) {
      return pieces.stream().sorted().toList();
    }
    return language == TextLanguage.MIXED ? List.of(16, 256, 4096, 65_536) : List.of(4096);
  }

  private static String size(int piece) {
    return piece % 1024 == 0 ? piece / 1024 + " KB" : piece + " B";
  }
}
