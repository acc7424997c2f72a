package dev.sluice.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonReportTest {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final ComparisonReport report =
      new ComparisonReport(new PrintStream(text, true, StandardCharsets.UTF_8));

  ComparisonReportTest() {
    report.add(
        new Section(
            "chat",
            List.of("plain", "ours"),
            List.of(new Row("× plain", Map.of("ours", Cell.of(List.of(0.5, 0.3, 0.4)))))));
  }

  @Test
  void cells_areEmptyWhereAFigureMakesNoSense() {
    assertTrue(shown().contains("× plain" + " ".repeat(53) + "0.40"), shown());
  }

  @Test
  void goals_areReachedMetMissedOrNotMeasured() {
    report.judge(
        "ours",
        List.of(
            Goal.atLeast("chat", "× plain", 0.2, 0.4),
            Goal.atLeast("chat", "× plain", 0.4, 0.5),
            Goal.atMost("chat", "× plain", 0.3, 0.1),
            Goal.atMost("chat", "unknown", 1, 1)));
    JsonNode goals = JsonMapper.shared().readTree(report.json()).get("goals");
    assertEquals(3, goals.size());
    assertEquals("reached", goals.at("/0/state").asString());
    assertEquals("met", goals.at("/1/state").asString());
    assertEquals("missed", goals.at("/2/state").asString());
  }

  @Test
  void json_hasTheRounds() {
    JsonNode cell = JsonMapper.shared().readTree(report.json()).at("/sections/0/rows/0/cells/ours");
    assertEquals(0.4, cell.get("median").asDouble());
    assertEquals(3, cell.get("rounds").size());
  }

  @Test
  void passed_notWhenTheRunBroke() {
    assertTrue(report.passed());
    report.broke("an answer was cut off");
    assertFalse(report.passed());
    assertTrue(shown().contains("FAILED: an answer was cut off"), shown());
  }

  private String shown() {
    return text.toString(StandardCharsets.UTF_8);
  }
}
