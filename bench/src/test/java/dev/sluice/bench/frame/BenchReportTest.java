package dev.sluice.bench.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.frame.ReportSection.ReportCell;
import dev.sluice.bench.frame.ReportSection.ReportRow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchReportTest {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final BenchReport report =
      new BenchReport(new PrintStream(text, true, StandardCharsets.UTF_8));

  BenchReportTest() {
    report.add(
        new ReportSection(
            "chat",
            List.of("plain", "ours"),
            List.of(
                new ReportRow("× plain", Map.of("ours", ReportCell.of(List.of(0.5, 0.3, 0.4)))))));
  }

  @Test
  void add_missingCell_isEmpty() {
    assertTrue(shown().contains("× plain" + " ".repeat(59) + "0.40"), shown());
  }

  @Test
  void judge_goals_areReachedMetOrMissed() {
    report.judge(
        Stream.of(
                "chat | × plain | ours | >= 0.2 | 0.4",
                "chat | × plain | ours | >= 0.4 | 0.5",
                "chat | × plain | ours | <= 0.3 | 0.1",
                "chat | unknown | ours | <= 1 | 1")
            .map(BenchGoal::parse)
            .toList());
    JsonNode goals = JsonMapper.shared().readTree(report.json()).get("goals");
    assertEquals(3, goals.size());
    assertEquals("reached", goals.at("/0/state").asString());
    assertEquals("met", goals.at("/1/state").asString());
    assertEquals("missed", goals.at("/2/state").asString());
  }

  @Test
  void json_hasRounds() {
    JsonNode cell = JsonMapper.shared().readTree(report.json()).at("/sections/0/rows/0/cells/ours");
    assertEquals(0.4, cell.get("median").asDouble());
    assertEquals(3, cell.get("rounds").size());
  }

  @Test
  void passed_falseAfterFailure() {
    assertTrue(report.passed());
    report.fail("an answer was cut off");
    assertFalse(report.passed());
    assertTrue(shown().contains("FAILED: an answer was cut off"), shown());
  }

  @Test
  void passed_falseAfterFailedCheck() {
    report.check("nothing is sent again", false, "5 resources");
    assertFalse(report.passed());
    assertTrue(shown().contains("FAILED  nothing is sent again: 5 resources"), shown());
  }

  private String shown() {
    return text.toString(StandardCharsets.UTF_8);
  }
}
