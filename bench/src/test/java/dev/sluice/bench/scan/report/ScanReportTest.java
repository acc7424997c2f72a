package dev.sluice.bench.scan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScanReportTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ScanReport report =
      new ScanReport(new PrintStream(out, true, StandardCharsets.UTF_8), "floor", "ours");

  @Test
  void speeds_areComparedWithTheFloorAndWithOurs() {
    report.speeds(
        "MIXED",
        1000,
        0.5,
        List.of(
            new Speed("floor", "MIXED", 0, 1000, 0, 1),
            new Speed("ours", "MIXED", 16, 250, 0, 3),
            new Speed("ours", "MIXED", 4096, 500, 0, 3),
            new Speed("other", "MIXED", 16, 50, 0, 4),
            new Speed("other", "MIXED", 4096, 400, 0, 4)));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("ours                           250       500         3"), text);
    assertTrue(text.contains("other                       0.0500      0.40"), text);
    assertTrue(text.contains("other                         5.00      1.25"), text);
  }

  @Test
  void bait_isNotLinearAboveTheRatio() {
    report.bait(new BaitTime("a", 100, 10, 2.1));
    assertTrue(report.linear());
    report.bait(new BaitTime("b", 100, 10, 2.3));
    assertFalse(report.linear());
  }

  @Test
  void json_hasEverything() {
    report.note("a note");
    report.cost("a cost", 5, "bytes");
    JsonNode json = JsonMapper.shared().readTree(report.json());
    assertEquals("a note", json.at("/notes/0").asString());
    assertEquals(5, json.at("/costs/0/value").asDouble());
    assertTrue(json.at("/linear").asBoolean());
  }
}
