package dev.sluice.bench.extproc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.load.PacedLoad.Begin;
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

/** Every scenario for a moment, with the server and the Envoy that are built. */
class ExtProcBenchIT {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final ComparisonReport report =
      new ComparisonReport(new PrintStream(text, true, StandardCharsets.UTF_8));

  @Test
  void run_allScenarios() throws IOException {
    var options =
        new ExtProcOptions(
            List.of(Scenario.values()),
            1,
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            false,
            Begin.APART,
            true,
            1,
            List.of());
    new ExtProcBench(options, report).run();
    assertTrue(report.passed(), text.toString(StandardCharsets.UTF_8));
    JsonNode result = JsonMapper.shared().readTree(report.json());
    assertEquals(7, result.get("sections").size());
    for (JsonNode section : result.get("sections")) {
      JsonNode first = section.at("/rows/0/cells/Sluice/median");
      assertTrue(first.asDouble() > 0, section::toString);
    }
  }
}
