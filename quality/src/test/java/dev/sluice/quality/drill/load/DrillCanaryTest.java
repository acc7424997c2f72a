package dev.sluice.quality.drill.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class DrillCanaryTest {
  private static final DrillCanary CANARY = DrillCanary.of("drill-1");

  @Test
  void values_followFromId() {
    assertEquals(CANARY, DrillCanary.of("drill-1"));
    assertNotEquals(CANARY, DrillCanary.of("drill-2"));
  }

  @Test
  void countIn_masked_isZero() {
    String last = CANARY.card().substring(15);
    assertEquals(0, CANARY.countIn("reached at [EMAIL], card [CARD ****" + last + "]"));
  }

  @Test
  void countIn_wholeValue_isItsLength() {
    assertEquals(CANARY.email().length(), CANARY.countIn("at " + CANARY.email() + "."));
  }

  @Test
  void countIn_startOfValue_isCounted() {
    assertEquals(9, CANARY.countIn("key " + CANARY.key().substring(0, 9)));
    assertEquals(0, CANARY.countIn("key " + CANARY.key().substring(0, 7)));
  }
}
