package dev.sluice.bench.extproc;

import dev.sluice.bench.frame.BenchRun;
import org.junit.jupiter.api.Test;

class ExtProcBenchIT {

  @Test
  void run_allScenarios_haveFigures() {
    BenchRun.of(
            new ExtProcCommand(),
            "--rounds=1",
            "--seconds=0.3",
            "--run-in=0.3",
            "--peers=off",
            "-o=json")
        .assertFigures(7);
  }
}
