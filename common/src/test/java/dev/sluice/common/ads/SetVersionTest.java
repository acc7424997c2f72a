package dev.sluice.common.ads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SetVersionTest {
  private static final String TYPE = "type.googleapis.com/sluice.config.v1.Publish";

  @Test
  void mark_isTheBeginningOfASha256() {
    assertEquals(
        "292973cbf5b051de", SetVersion.text(SetVersion.mark(TYPE, "p1", "0123456789abcdef")));
  }

  @Test
  void mark_everyPartCounts() {
    long mark = SetVersion.mark(TYPE, "p1", "v1");
    assertNotEquals(mark, SetVersion.mark(TYPE + "s", "p1", "v1"));
    assertNotEquals(mark, SetVersion.mark(TYPE, "p2", "v1"));
    assertNotEquals(mark, SetVersion.mark(TYPE, "p1", "v2"));
  }

  @Test
  void text_hasSixteenDigits() {
    assertEquals("0000000000000000", SetVersion.text(0));
    assertEquals("ffffffffffffffff", SetVersion.text(-1));
  }
}
