package dev.sluice.controller.server.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StatusWritePaceTest {
  private static final long MILLI = 1_000_000;

  private final StatusWritePace pace = new StatusWritePace(Duration.ofMillis(500), 0);

  @Test
  void isDue_noChange_afterInterval() {
    assertFalse(pace.isDue(0, 50 * MILLI));
    assertFalse(pace.isDue(0, 499 * MILLI));
    assertTrue(pace.isDue(0, 500 * MILLI));
  }

  @Test
  void isDue_changesSettled_early() {
    assertFalse(pace.isDue(3, 50 * MILLI));
    assertTrue(pace.isDue(3, 100 * MILLI));
  }

  @Test
  void isDue_changesGoOn_afterInterval() {
    for (long check = 1; check < 10; check++) {
      assertFalse(pace.isDue(check, check * 50 * MILLI));
    }
    assertTrue(pace.isDue(10, 500 * MILLI));
  }

  @Test
  void isDue_written_waitsForNextChange() {
    assertFalse(pace.isDue(3, 50 * MILLI));
    assertTrue(pace.isDue(3, 100 * MILLI));
    pace.written(110 * MILLI);
    assertFalse(pace.isDue(3, 150 * MILLI));
    assertFalse(pace.isDue(4, 200 * MILLI));
    assertTrue(pace.isDue(4, 250 * MILLI));
  }

  @Test
  void check_shortInterval_isTheInterval() {
    assertEquals(Duration.ofMillis(20), new StatusWritePace(Duration.ofMillis(20), 0).check());
    assertEquals(Duration.ofMillis(50), pace.check());
  }
}
