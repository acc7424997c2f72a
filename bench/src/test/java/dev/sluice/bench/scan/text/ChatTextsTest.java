package dev.sluice.bench.scan.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChatTextsTest {
  private static final int LENGTH = 200_000;

  private final ChatTexts texts = new ChatTexts(7);

  @Test
  void mixed_isHangulByAboutHalf() {
    assertEquals(0.55, texts.make(Language.MIXED, LENGTH).korean(), 0.03);
  }

  @Test
  void single_isOneLanguage() {
    assertTrue(texts.make(Language.KOREAN, LENGTH).korean() > 0.7);
    assertEquals(0, texts.make(Language.ENGLISH, LENGTH).korean());
  }

  @Test
  void make_comesNearToTheLengthAndIsTheSameForTheSameSeed() {
    ChatText text = texts.make(Language.MIXED, LENGTH);
    assertTrue(text.bytes().length <= LENGTH && text.bytes().length > LENGTH - 10_000);
    assertEquals(text, new ChatTexts(7).make(Language.MIXED, LENGTH));
  }
}
