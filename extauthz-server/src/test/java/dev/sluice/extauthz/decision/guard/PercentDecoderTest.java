package dev.sluice.extauthz.decision.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentDecoderTest {
  private final PercentDecoder text = new PercentDecoder();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a+b%20c%2Bd | a b c+d | a b c+d",
        "%27%2527%252527 | '%27%2527 | ''%27",
        "100%25 | 100% | 100%",
        "%zz%4 | %zz%4 | %zz%4",
        "%EA%B0%80가 | 가가 | 가가",
        "%25u0027%u0027 | %u0027%u0027 | ''",
        "%u가 %uac00 | %u가 %uac00 | %u가 가",
        "a%252Bb+c | a%2Bb c | a+b c",
      })
  void decode_onceAndTwice(String encoded, String once, String twice) {
    text.decode(encoded, 0, encoded.length(), true);
    assertEquals(once, read());
    text.decodeAgain();
    assertEquals(twice, read());
  }

  @Test
  void decode_surrogates() {
    text.copy("\uD83D\uDE00a\uD83D", 0, 4);
    assertEquals("\uD83D\uDE00a\uFFFD", read());
    text.decode("+", 0, 1, false);
    assertEquals("+", read());
  }

  @Test
  void decode_longTexts() {
    String longText = "가".repeat(30_000);
    text.copy(longText, 0, longText.length());
    assertEquals(longText, read());
    text.decode("x%41", 0, 4, false);
    assertEquals("xA", read());
  }

  private String read() {
    return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
  }
}
