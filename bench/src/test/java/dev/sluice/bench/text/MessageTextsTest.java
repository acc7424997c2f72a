package dev.sluice.bench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.text.MessageTexts.MessageText;
import org.junit.jupiter.api.Test;

class MessageTextsTest {
  private static final int LENGTH = 200_000;

  private final MessageTexts texts = new MessageTexts(7);

  @Test
  void make_mixed_isAboutHalfHangul() {
    assertEquals(0.55, texts.make(TextLanguage.MIXED, LENGTH).korean(), 0.03);
  }

  @Test
  void make_singleLanguage_hasNoOther() {
    assertTrue(texts.make(TextLanguage.KOREAN, LENGTH).korean() > 0.7);
    assertEquals(0, texts.make(TextLanguage.ENGLISH, LENGTH).korean());
  }

  @Test
  void make_equalSeed_isEqual() {
    MessageText text = texts.make(TextLanguage.MIXED, LENGTH);
    assertTrue(text.bytes().length <= LENGTH && text.bytes().length > LENGTH - 10_000);
    assertEquals(text, new MessageTexts(7).make(TextLanguage.MIXED, LENGTH));
  }
}
