package dev.sluice.bench.scan.speed;

import dev.sluice.bench.scan.engine.Engine;
import dev.sluice.bench.scan.engine.Scan;
import dev.sluice.bench.scan.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One pass of an engine over a text that lies in a file; {@link SpeedRun} says which. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ScanBenchmark {
  @Param("")
  public String folder = "";

  @Param("FLOOR")
  public Engine engine = Engine.FLOOR;

  @Param("MIXED")
  public Language language = Language.MIXED;

  @Param("65536")
  public int piece;

  private Scan scan = ignored -> 0;

  /** Where the text of a language lies. */
  static Path file(Path folder, Language language) {
    return folder.resolve(language + ".txt");
  }

  @Setup
  public void open() throws IOException {
    scan = engine.open(Files.readAllBytes(file(Path.of(folder), language)));
  }

  @Benchmark
  public long pass() {
    return scan.pass(piece);
  }

  @TearDown
  public void close() {
    scan.close();
  }
}
