package dev.sluice.bench.xds.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(text, true, StandardCharsets.UTF_8));

  @Test
  void section_isShownAndFoundAgain() {
    try (Report.Sheet sheet = report.section("Sluice", 1000, "changes")) {
      sheet.figure("served", "ms", new Distribution(List.of(3.0, 1.0, 2.0)));
      sheet.check("all served", true, "3 of them");
    }
    assertEquals(2.0, report.figure("Sluice", 1000, "served").orElseThrow().middle());
    assertTrue(report.passed());
    String shown = text.toString(StandardCharsets.UTF_8);
    assertTrue(shown.contains("Sluice, 1,000 routes: changes"), shown);
    assertTrue(shown.contains("p50 2.00"), shown);
    assertTrue(shown.contains("ok      all served: 3 of them"), shown);
    assertTrue(report.json().contains("\"p99\" : 3.0"), report.json());
  }

  @Test
  void passed_notWithAFailedCheck() {
    try (Report.Sheet sheet = report.section("Sluice", 1000, "restart")) {
      sheet.check("nothing is sent again", false, "5 resources");
    }
    assertFalse(report.passed());
  }

  @Test
  void passed_notWhenTheRunBroke() {
    report.broke("a host was never served");
    assertFalse(report.passed());
    assertTrue(report.json().contains("a host was never served"), report.json());
  }
}
