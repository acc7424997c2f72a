package dev.sluice.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.bench.report.Row;
import dev.sluice.bench.report.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseTableTest {

  @Test
  void parts_besideTheFirst() {
    var before = new Phase("before");
    var after = new Phase("after");
    before.add("200", 2_000_000);
    after.add("200", 3_000_000);
    after.add("503 AUTHZ_UNAVAILABLE", 1_000_000);
    Section section = new PhaseTable("outage", List.of(before, after)).section();
    assertEquals(List.of("before", "after"), section.variants());
    assertEquals(1.5, figure(section, Names.P95));
    assertEquals(2, figure(section, "calls"));
    assertEquals(1, figure(section, "503 AUTHZ_UNAVAILABLE"));
  }

  private static double figure(Section section, String name) {
    Row row = section.rows().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    var cell = row.cells().get("after");
    return cell == null ? Double.NaN : cell.median();
  }
}
