package dev.sluice.quality.h2spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseReportReaderTest {
  private static final String REPORT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
        <testsuite name="2. Streams" package="generic/2" id="2" tests="2" skipped="0" failures="0" errors="1">
          <testcase package="generic/2" classname="Sends a PRIORITY frame" time="0.0014"></testcase>
          <testcase package="generic/2" classname="Sends a RST_STREAM frame" time="0.0025">
            <error>PING Frame (opaque_data:h2spec)
      PING Frame (opaque_data:\u0000\u0004)</error>
          </testcase>
        </testsuite>
        <testsuite name="5.1. States" package="http2/5.1" id="5.1" tests="2" skipped="1" failures="1" errors="0">
          <testcase package="http2/5.1" classname="idle: Sends a DATA frame" time="0.0014">
            <skipped></skipped>
          </testcase>
          <testcase package="http2/5.1" classname="closed: Sends a DATA frame" time="0.0014">
            <failure>Expect:
      Connection closed
      Actual:
      Timeout</failure>
          </testcase>
        </testsuite>
      </testsuites>
      """;

  @Test
  void parse_report_hasOutcomes() throws IOException {
    assertEquals(
        List.of(
            new ConformanceCase("generic/2/1", "Sends a PRIORITY frame", CaseOutcome.PASSED, ""),
            new ConformanceCase(
                "generic/2/2",
                "Sends a RST_STREAM frame",
                CaseOutcome.FAILED,
                "PING Frame (opaque_data:??)"),
            new ConformanceCase("http2/5.1/1", "idle: Sends a DATA frame", CaseOutcome.SKIPPED, ""),
            new ConformanceCase(
                "http2/5.1/2", "closed: Sends a DATA frame", CaseOutcome.FAILED, "Timeout")),
        CaseReportReader.parse(REPORT));
  }

  @Test
  void parse_doctype_isRejected() {
    String entity =
        "<!DOCTYPE testsuites [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
            + "<testsuites><testsuite package=\"a\"><testcase classname=\"&a;\"/></testsuite></testsuites>";
    IOException thrown = assertThrows(IOException.class, () -> CaseReportReader.parse(entity));
    assertTrue(String.valueOf(thrown.getMessage()).contains("DOCTYPE"), thrown::toString);
  }

  @Test
  void parse_noCases_isRejected() {
    assertThrows(IOException.class, () -> CaseReportReader.parse("<testsuites/>"));
  }

  @Test
  void parse_cutReport_isRejected() {
    String cut = REPORT.substring(0, REPORT.length() / 2);
    assertThrows(IOException.class, () -> CaseReportReader.parse(cut));
  }
}
