package dev.sluice.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.report.ComparisonReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Some kills, and some records into PostgreSQL, with the servers that are built. */
class AuditBenchIT {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final ComparisonReport report =
      new ComparisonReport(new PrintStream(text, true, StandardCharsets.UTF_8));

  @Test
  void run_killsAndCost() throws IOException {
    var options =
        new AuditOptions(
            List.of(Shape.KILLS, Shape.COST),
            3,
            2,
            5_000,
            1,
            Duration.ofMillis(200),
            2_000,
            Duration.ofSeconds(1));
    new AuditBench(options, report).run();
    assertTrue(report.passed(), text.toString(StandardCharsets.UTF_8));
    JsonNode result = JsonMapper.shared().readTree(report.json());
    assertEquals(3, result.get("sections").size());
    assertTrue(
        result.at("/sections/2/rows/0/cells/Sluice/median").asDouble() > 0, result::toString);
  }
}
