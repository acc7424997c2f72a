package dev.sluice.bench.scan.speed;

import dev.sluice.bench.scan.engine.Engine;
import dev.sluice.bench.scan.engine.Scan;
import dev.sluice.bench.scan.report.ScanReport;
import dev.sluice.bench.scan.report.Speed;
import dev.sluice.bench.scan.text.ChatText;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmark for each engine, text and size of pieces. */
public final class SpeedRun {
  private static final int LARGE_PIECE = 1 << 16;

  private final SpeedOptions options;
  private final ScanReport report;
  private final Path folder;

  /** {@code folder} takes the texts, for the processes that search them. */
  public SpeedRun(SpeedOptions options, ScanReport report, Path folder) {
    this.options = options;
    this.report = report;
    this.folder = folder;
  }

  /** Measures all engines on one text. */
  public void measure(ChatText text) throws IOException, RunnerException {
    byte[] bytes = text.bytes();
    Files.write(ScanBenchmark.file(folder, text.language()), bytes);
    List<Speed> speeds = new ArrayList<>();
    for (Engine engine : options.engines()) {
      report.progress(engine.title() + ", " + text.language());
      try {
        long found = found(engine, bytes);
        for (RunResult result : run(engine, text)) {
          speeds.add(speed(engine, text, found, bytes.length, result));
        }
      } catch (MissingPrerequisiteException absent) {
        report.note(engine.title() + " is not measured: " + absent.getMessage());
      }
    }
    report.speeds(text.language().name(), bytes.length, text.korean(), speeds);
  }

  private static long found(Engine engine, byte[] text) {
    try (Scan scan = engine.open(text)) {
      return scan.pass(LARGE_PIECE);
    }
  }

  private Iterable<RunResult> run(Engine engine, ChatText text) throws RunnerException {
    String[] pieces =
        engine.takesPieces()
            ? options.pieces(text.language()).stream().map(String::valueOf).toArray(String[]::new)
            : new String[] {String.valueOf(LARGE_PIECE)};
    TimeValue time = TimeValue.milliseconds(options.time().toMillis());
    return new Runner(
            new OptionsBuilder()
                .include("^" + ScanBenchmark.class.getName().replace(".", "\\.") + "\\.pass$")
                .param("folder", folder.toString())
                .param("engine", engine.name())
                .param("language", text.language().name())
                .param("piece", pieces)
                .forks(options.forks())
                .warmupIterations(options.warmUp())
                .warmupTime(time)
                .measurementIterations(options.iterations())
                .measurementTime(time)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  private static Speed speed(
      Engine engine, ChatText text, long found, int bytes, RunResult result) {
    Result<?> passes = result.getPrimaryResult();
    int piece = engine.takesPieces() ? Integer.parseInt(result.getParams().getParam("piece")) : 0;
    double error = passes.getScoreError();
    return new Speed(
        engine.title(),
        text.language().name(),
        piece,
        passes.getScore() * bytes / 1e6,
        Double.isNaN(error) ? 0 : error * bytes / 1e6,
        found);
  }
}
