package dev.sluice.bench.scan;

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

/** A benchmark of one engine on the text of a file, in passes per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ScanBenchmark {
  @Param("")
  public String file = "";

  @Param("FLOOR")
  public ScanEngine engine = ScanEngine.FLOOR;

  @Param("65536")
  public int piece;

  private ScanPass pass = ignored -> 0;

  @Setup
  public void open() throws IOException {
    pass = engine.open(Files.readAllBytes(Path.of(file)));
  }

  @Benchmark
  public long run() {
    return pass.run(piece);
  }
}
