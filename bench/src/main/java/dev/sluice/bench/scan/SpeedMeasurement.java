package dev.sluice.bench.scan;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.bench.micro.JmhOptions;
import dev.sluice.bench.text.MessageTexts.MessageText;
import dev.sluice.bench.text.TextLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * A measurement of the engines' speed on a text.
 *
 * @param pieces the sizes of pieces in bytes; empty for the usual sizes
 */
record SpeedMeasurement(
    BenchReport report, JmhOptions jmh, List<ScanEngine> engines, List<Integer> pieces) {
  private static final int LARGE_PIECE = 1 << 16;
  private static final double BYTES_PER_MB = 1e6;

  void measure(MessageText text) throws IOException, RunnerException {
    byte[] bytes = text.bytes();
    Path file = Files.createTempFile("sluice-bench-scan", ".txt");
    try {
      Files.write(file, bytes);
      var section = new ReportSection.Builder("speed on " + text.language() + ", MB/s");
      for (ScanEngine engine : engines) {
        report.progress(engine.title() + ", " + text.language());
        for (int piece : pieces(text.language())) {
          List<Double> passes =
              jmh.run(
                  ScanBenchmark.class,
                  "run",
                  Map.of(
                      "file", file.toString(),
                      "engine", engine.name(),
                      "piece", Integer.toString(piece)));
          section.add(
              "pieces of " + size(piece),
              engine.title(),
              passes.stream().map(perSecond -> perSecond * bytes.length / BYTES_PER_MB).toList());
        }
      }
      engines.forEach(engine ->
          section.add("found", engine.title(), (double) engine.open(bytes).run(LARGE_PIECE)));
      report.note(
          "%s: %,d bytes, %.0f %% of them Hangul"
              .formatted(text.language(), bytes.length, 100 * text.korean()));
      report.add(withRatios(section));
    } finally {
      Files.delete(file);
    }
  }

  private List<Integer> pieces(TextLanguage language) {
    if (!pieces.isEmpty()) {
      return pieces.stream().sorted().toList();
    }
    return language == TextLanguage.MIXED ? List.of(16, 256, 4096, 65_536) : List.of(4096);
  }

  /** Adds the ratio of each speed to that of the floor. */
  private static ReportSection withRatios(ReportSection.Builder section) {
    String floor = ScanEngine.FLOOR.title();
    ReportSection speeds = section.build();
    speeds.rows().stream()
        .filter(row -> row.name().startsWith("pieces") && row.cells().containsKey(floor))
        .forEach(row ->
            row.cells()
                .forEach((engine, cell) ->
                    section.add(
                        row.name() + " ÷ " + floor,
                        engine,
                        cell.median() / speeds.cell(row.name(), floor).orElseThrow().median())));
    return section.build();
  }

  private static String size(int piece) {
    return piece % 1024 == 0 ? piece / 1024 + " KB" : piece + " B";
  }
}
