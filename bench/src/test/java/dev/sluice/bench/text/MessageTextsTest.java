package dev.sluice.bench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageTextsTest {
  private static final int LENGTH = 200_000;

  private final MessageTexts texts = new MessageTexts(7);

  @Test
  void make_mixed_isAboutHalfHangul() {
    assertEquals(0.55, hangul(texts.make(TextLanguage.MIXED, LENGTH)), 0.03);
  }

  @Test
  void make_singleLanguage_hasNoOther() {
    assertTrue(hangul(texts.make(TextLanguage.KOREAN, LENGTH)) > 0.7);
    assertEquals(0, hangul(texts.make(TextLanguage.ENGLISH, LENGTH)));
  }

  @Test
  void make_equalSeed_isEqual() {
    String text = texts.make(TextLanguage.MIXED, LENGTH);
    assertTrue(bytes(text) <= LENGTH && bytes(text) > LENGTH - 10_000);
    assertEquals(text, new MessageTexts(7).make(TextLanguage.MIXED, LENGTH));
  }

  private static double hangul(String text) {
    return (double) MessageTexts.hangulBytes(text) / bytes(text);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
