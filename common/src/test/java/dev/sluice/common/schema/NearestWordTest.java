package dev.sluice.common.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {
  private static final List<String> KNOWN =
      List.of("id", "pattern", "patterns", "max_length", "action", "mask", "token");

  @ParameterizedTest
  @CsvSource({
    "patern,pattern",
    "pattren,pattern",
    "paterns,patterns",
    "maxLength,max_length",
    "MAX-LENGTH,max_length",
    "actoin,action",
    "tokens,token",
    "marsk,mask"
  })
  void word_misspelled_isFound(String unknown, String nearest) {
    assertEquals(Optional.of(nearest), NearestWord.of(unknown, KNOWN));
  }

  @ParameterizedTest
  @CsvSource({"colour", "x", "in", "''", "description"})
  void word_unlike_hasNone(String unknown) {
    assertEquals(Optional.empty(), NearestWord.of(unknown, KNOWN));
  }

  @Test
  void word_veryLong_hasNone() {
    assertEquals(
        Optional.empty(),
        NearestWord.of("pattern".repeat(9_999), List.of("pattern".repeat(9_998))));
  }

  @Test
  void hint_namesNearestAndAll() {
    assertEquals(
        "did you mean \"mask\"? Otherwise use one of log, mask",
        NearestWord.hint("msak", List.of("log", "mask")));
    assertEquals("use one of log, mask", NearestWord.hint("hide", List.of("log", "mask")));
  }
}
