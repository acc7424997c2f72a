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
            "--seconds=1",
            "--run-in=0.2",
            "-o=json");
    assertEquals(2, run.document().get("sections").size());
    JsonNode before = run.document().at("/sections/0/rows/0/cells/before/median");
    assertTrue(before.asDouble() > 0, run.document()::toString);
  }
}
