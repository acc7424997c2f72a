package dev.sluice.extauthz.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FailureTableTest {
  private static final long WINDOW = 60;
  private static final long BLOCK = 600;

  private final FailureTable table = new FailureTable(1);

  @Test
  void fail_limitInWindow_isBlocked() {
    for (int i = 0; i < 49; i++) {
      assertFalse(fail(1, 1 + i));
    }
    assertFalse(table.hasBlocks(50));
    assertFalse(table.isBlocked(1, 50));
    assertTrue(fail(1, 50));
    assertTrue(table.isBlocked(1, 50));
    assertTrue(table.isBlocked(1, 649));
    assertFalse(table.isBlocked(2, 50));
    assertFalse(table.isBlocked(1, 650));
    assertFalse(table.hasBlocks(650));
  }

  @Test
  void fail_windowOver_startsAgain() {
    for (int i = 0; i < 49; i++) {
      assertFalse(fail(1, 1));
    }
    assertFalse(fail(1, 61));
    for (int i = 0; i < 48; i++) {
      assertFalse(fail(1, 62));
    }
    assertTrue(fail(1, 63));
  }

  @Test
  void fail_whileBlocked_doesNotProlong() {
    for (int i = 0; i < 50; i++) {
      fail(1, 1);
    }
    assertFalse(fail(1, 600));
    assertFalse(table.isBlocked(1, 601));
  }

  @Test
  void release_blocked_passesAgain() {
    for (int i = 0; i < 50; i++) {
      fail(1, 1);
    }
    table.release(1);
    table.release(2);
    assertFalse(table.isBlocked(1, 2));
    assertFalse(fail(1, 2));
  }

  @Test
  void fail_manyKeys_keepBlockedOnes() {
    for (int i = 0; i < 50; i++) {
      fail(1, 1);
    }
    int blocked = 0;
    for (long key = 2; key < 100_000; key++) {
      blocked += fail(key, 2) ? 1 : 0;
    }
    assertEquals(0, blocked);
    assertTrue(table.isBlocked(1, 3));
  }

  private boolean fail(long key, long now) {
    return table.fail(key, 50, WINDOW, BLOCK, now);
  }
}
