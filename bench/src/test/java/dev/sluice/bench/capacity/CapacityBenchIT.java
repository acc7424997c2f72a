package dev.sluice.bench.capacity;

import dev.sluice.bench.frame.BenchRun;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CapacityBenchIT {

  @Test
  @Tag("C-88")
  @DisplayName("C-88 one command has all figures of a capacity plan")
  void run_allScenarios_haveFigures() {
    BenchRun.of(
            new CapacityCommand(),
            "--rounds=1",
            "--seconds=0.3",
            "--run-in=0.3",
            "--streams=20",
            "--open=50",
            "--stream-seconds=2",
            "-o=json")
        .assertFigures(6);
  }
}
