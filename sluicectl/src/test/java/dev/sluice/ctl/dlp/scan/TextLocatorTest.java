package dev.sluice.ctl.dlp.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextLocatorTest {
  private final TextLocator locator = new TextLocator(7);

  @Test
  void place_countsCharacters_notBytes() {
    add("한글 a\nb");
    assertPlace(7, 7, 4);
    assertPlace(9, 8, 1);
  }

  @Test
  void place_overChunks_continues() {
    add("one\nt");
    locator.moveTo(5);
    add("wo\n\nx");
    assertPlace(6, 8, 3);
    assertPlace(9, 10, 1);
  }

  @Test
  void place_behindTheText_isItsEnd() {
    add("ab");
    assertPlace(9, 7, 3);
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    locator.add(bytes, 0, bytes.length);
  }

  private void assertPlace(long offset, long line, long column) {
    locator.moveTo(offset);
    assertEquals(line, locator.line());
    assertEquals(column, locator.column());
  }
}
