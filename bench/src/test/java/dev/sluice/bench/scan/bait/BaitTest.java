package dev.sluice.bench.scan.bait;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BaitTest {
  @Test
  void bytes_beginOnceAndThenRepeat() {
    byte[] text = Bait.of("x:", "ab").bytes(7);
    assertEquals("x:ababa", new String(text, StandardCharsets.UTF_8));
  }

  @Test
  void names_areAllDifferent() {
    assertEquals(Baits.all().size(), Baits.all().stream().map(Bait::name).distinct().count());
    long ofAttacks = Baits.ofAttacks().stream().map(Bait::name).distinct().count();
    assertEquals(Baits.ofAttacks().size(), ofAttacks);
  }
}
