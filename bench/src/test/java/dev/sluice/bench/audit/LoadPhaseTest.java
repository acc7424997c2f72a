package dev.sluice.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.bench.frame.ReportSection;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadPhaseTest {

  @Test
  void section_laterPhase_isComparedWithFirst() {
    var before = new LoadPhase("before");
    var after = new LoadPhase("after");
    before.add("200", 2_000_000);
    after.add("200", 3_000_000);
    after.add("503 AUTHZ_UNAVAILABLE", 1_000_000);
    ReportSection section = LoadPhase.section("outage", List.of(before, after));
    assertEquals(List.of("before", "after"), section.variants());
    assertEquals(1.5, figure(section, "p95 by that before"));
    assertEquals(2, figure(section, "calls"));
    assertEquals(1, figure(section, "503 AUTHZ_UNAVAILABLE"));
  }

  private static double figure(ReportSection section, String name) {
    return section.cell(name, "after").orElseThrow().median();
  }
}
