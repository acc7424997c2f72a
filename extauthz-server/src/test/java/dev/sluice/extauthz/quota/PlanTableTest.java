package dev.sluice.extauthz.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.v1.Plan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTableTest {
  private static final Plan FREE =
      Plan.newBuilder().setId("p").setPerMinute(10).setBurst(5).build();

  @Test
  void with_changedAndRemovedPlans() {
    PlanTable one = PlanTable.empty().with(Map.of("p", FREE), List.of());
    Plan more = FREE.toBuilder().setPerMinute(20).build();
    PlanTable two = one.with(Map.of("p", more, "q", FREE), List.of());
    assertEquals(FREE, one.byId("p").orElseThrow());
    assertEquals(more, two.byId("p").orElseThrow());
    assertTrue(two.with(Map.of(), List.of("p")).byId("p").isEmpty());
    assertTrue(one.byId("q").isEmpty());
  }

  @Test
  void with_invalidLimit_isRejected() {
    for (Plan bad :
        List.of(
            FREE.toBuilder().setPerMinute(0).build(),
            FREE.toBuilder().setBurst(0).build(),
            FREE.toBuilder().setPerDay(-1).build())) {
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> PlanTable.empty().with(Map.of("p", bad), List.of()));
      assertEquals("plan p has a limit that is no limit", e.getMessage());
    }
  }
}
