package dev.sluice.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.frame.BenchRun;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditBenchIT {

  @Test
  void run_killsAndCost_keepEveryRecord() {
    BenchRun run =
        BenchRun.of(
            new AuditBenchCommand(),
            "--shape=KILLS,COST",
            "--kills=2",
            "--database-kills=1",
            "--decisions=1500",
            "--rounds=1",
            "--seconds=0.2",
            "--run-in=0.2",
            "--rows=1000",
            "-o=json");
    assertEquals(3, run.document().get("sections").size());
    JsonNode drained = run.document().at("/sections/1/rows/0/cells/Sluice/median");
    assertTrue(drained.asDouble() > 0, run.document()::toString);
  }
}
