package dev.sluice.extproc.stream.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class HeldBodyTest {
  private final ByteBudget budget = new ByteBudget(100_000);
  private final HeldBody held = new HeldBody(budget);

  /** A client that sends byte by byte must not create one object per byte. */
  @Test
  void add_tinyPieces_areJoined() {
    for (int i = 0; i < 100_000; i++) {
      assertTrue(held.add(ByteString.copyFrom(new byte[] {(byte) i})));
    }
    int pieces = 0;
    ByteString whole = ByteString.EMPTY;
    while (!held.isEmpty()) {
      whole = whole.concat(held.takeNext());
      pieces++;
    }
    assertEquals(100_000, whole.size());
    assertEquals((byte) 99_999, whole.byteAt(99_999));
    assertTrue(pieces < 10, () -> "too many pieces");
  }

  @Test
  void takeNext_notSent_stillCounts() {
    assertTrue(held.add(ByteString.copyFromUtf8("abc")));
    held.takeNext();
    assertEquals(3, budget.used());
    held.sent();
    assertEquals(0, budget.used());
  }

  @Test
  void setInspectionBytes_held_countsInBudget() {
    assertTrue(held.setInspectionBytes(60_000));
    assertFalse(held.add(ByteString.copyFrom(new byte[50_000])));
    assertTrue(held.setInspectionBytes(50_000));
    assertTrue(held.add(ByteString.copyFrom(new byte[50_000])));
    assertFalse(held.setInspectionBytes(50_001));
    held.drop();
    assertEquals(0, budget.used());
  }
}
