package dev.sluice.common.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JitterTest {
  @Test
  void shortened_time_differsByAtMostAFifth() {
    Set<Long> times = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      long time = Jitter.shortened(1_000_000_000);
      assertTrue(time >= 800_000_000 && time <= 1_000_000_000, time + " ns");
      times.add(time);
    }
    assertTrue(times.size() > 900, times.size() + " different times");
  }

  @Test
  void shortened_noTime_isNone() {
    assertEquals(0, Jitter.shortened(0));
  }
}
