package dev.sluice.common.match.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A test that the scan of long chunks, which uses another table, finds the same matches as that of
 * short chunks.
 */
class BytePairScanTest {
  /** A set for short chunks only, because a set uses the large table after its first long chunk. */
  private static final PatternSet IN_PIECES = set();

  private static final PatternSet WHOLE = set();

  @Test
  void start_anyPosition_isFound() {
    for (String value : List.of("key-a1b2c3", " 123 ", "비밀번호", "x", "end", "가나")) {
      for (int before = 60; before < 180; before++) {
        for (int behind : new int[] {0, 1, 5, 70}) {
          assertSame("다".repeat(before / 3) + "-".repeat(before % 3) + value + "-".repeat(behind));
        }
      }
    }
  }

  @Test
  void starts_anyText_equalShortChunks() {
    Random random = new Random(3);
    String[] parts = {"key-", "ab1", " ", "12", "345", "비밀", "번호", "다라", "end", "ke", "긴 문장입니다. "};
    for (int run = 0; run < 500; run++) {
      assertSame(
          random
              .ints(random.nextInt(120), 0, parts.length)
              .mapToObj(i -> parts[i])
              .collect(Collectors.joining()));
    }
  }

  private static PatternSet set() {
    return RecordedMatches.set(
        40, "^가나", "key-[a-z0-9]{4,9}", "\\b[0-9]{3}\\b", "비밀번호", "x", "end$");
  }

  private static void assertSame(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(
        RecordedMatches.cut(IN_PIECES, bytes, RecordedMatches.bytewise(bytes.length)).all(),
        RecordedMatches.whole(WHOLE, text).all(),
        text);
  }
}
