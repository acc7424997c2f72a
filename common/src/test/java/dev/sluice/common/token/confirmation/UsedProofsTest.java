package dev.sluice.common.token.confirmation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsedProofsTest {
  private final UsedProofs proofs = new UsedProofs(8, Duration.ofSeconds(66));

  @Test
  void add_secondUse_isRepeated() {
    assertEquals(UsedProofs.Use.FIRST, proofs.add("k", "1", 100));
    assertEquals(UsedProofs.Use.REPEATED, proofs.add("k", "1", 165));
  }

  @Test
  void add_idOfAnotherKey_isFirst() {
    assertEquals(UsedProofs.Use.FIRST, proofs.add("k", "1", 100));
    assertEquals(UsedProofs.Use.FIRST, proofs.add("l", "1", 100));
  }

  @Test
  void add_afterWindow_isForgotten() {
    assertEquals(UsedProofs.Use.FIRST, proofs.add("k", "1", 100));
    assertEquals(UsedProofs.Use.FIRST, proofs.add("k", "2", 166));
    assertEquals(1, proofs.size());
  }

  @Test
  void add_oneKey_hasAQuarter() {
    assertEquals(UsedProofs.Use.FIRST, proofs.add("k", "1", 100));
    assertEquals(UsedProofs.Use.FIRST, proofs.add("k", "2", 101));
    assertEquals(UsedProofs.Use.FULL, proofs.add("k", "3", 102));
    assertEquals(UsedProofs.Use.FIRST, proofs.add("l", "3", 102));
    assertEquals(UsedProofs.Use.FIRST, proofs.add("k", "3", 166));
    assertEquals(UsedProofs.Use.FULL, proofs.add("k", "4", 166));
  }

  @Test
  void add_full_evictsNothing() {
    for (int i = 0; i < 8; i++) {
      assertEquals(UsedProofs.Use.FIRST, proofs.add("k" + i, "1", 100));
    }
    assertEquals(UsedProofs.Use.FULL, proofs.add("l", "1", 101));
    assertEquals(UsedProofs.Use.REPEATED, proofs.add("k0", "1", 101));
    assertEquals(8, proofs.size());
  }
}
