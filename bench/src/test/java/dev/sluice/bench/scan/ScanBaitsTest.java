package dev.sluice.bench.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScanBaitsTest {
  @Test
  void bytes_unit_isRepeatedAfterBeginning() {
    byte[] text = ScanBait.of("x:", "ab").bytes(7);
    assertEquals("x:ababa", new String(text, StandardCharsets.UTF_8));
  }

  @Test
  void file_isReadWhole() {
    assertEquals(82, ScanBaits.forPolicy().size());
    assertEquals(41, ScanBaits.forAttackRules().size());
  }

  @Test
  void name_everyBait_isUnique() {
    assertEquals(
        ScanBaits.forPolicy().size(),
        ScanBaits.forPolicy().stream().map(ScanBait::name).distinct().count());
    long ofAttacks = ScanBaits.forAttackRules().stream().map(ScanBait::name).distinct().count();
    assertEquals(ScanBaits.forAttackRules().size(), ofAttacks);
  }
}
