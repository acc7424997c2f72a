package dev.sluice.bench.authz;

import dev.sluice.bench.frame.BenchRun;
import org.junit.jupiter.api.Test;

class AuthzBenchIT {

  @Test
  void run_allShapes_haveFigures() {
    BenchRun.of(
            new AuthzCommand(),
            "--rounds=1",
            "--seconds=0.5",
            "--run-in=0.2",
            "--tokens=200",
            "--peers=off",
            "-o=json")
        .assertFigures(10);
  }
}
