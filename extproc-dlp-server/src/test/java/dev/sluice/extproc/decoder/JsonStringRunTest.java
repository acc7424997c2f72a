package dev.sluice.extproc.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonStringRunTest {
  private static final String FILLER = "abcdefghijklmnop";

  @Test
  void skip_everyCharacter_returnsItsEnd() {
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
        String before = FILLER.substring(0, character % 13);
        byte[] text =
            (before + Character.toString(character) + FILLER).getBytes(StandardCharsets.UTF_8);
        boolean plain = character >= ' ' && character != '"' && character != '\\';
        assertEquals(
            plain ? text.length : before.length(), new JsonStringRun().skip(text, 0, text.length));
      }
    }
  }

  @Test
  void skip_completeCharacters_returnsEnd() {
    byte[] text = "가나다라마바사é😀".getBytes(StandardCharsets.UTF_8);
    for (int end = 0; end <= text.length; end++) {
      assertEquals(whole(text, end), new JsonStringRun().skip(text, 0, end));
    }
  }

  @Test
  void skip_anyBytes_stopsAtInvalid() {
    Random random = new Random(7);
    byte[] some = {
      'a',
      ' ',
      (byte) 0x80,
      (byte) 0x8F,
      (byte) 0x90,
      (byte) 0x9F,
      (byte) 0xA0,
      (byte) 0xBF,
      (byte) 0xC1,
      (byte) 0xC2,
      (byte) 0xE0,
      (byte) 0xEA,
      (byte) 0xED,
      (byte) 0xF0,
      (byte) 0xF4,
      (byte) 0xF5
    };
    for (int run = 0; run < 200_000; run++) {
      byte[] text = FILLER.substring(random.nextInt(12)).getBytes(StandardCharsets.US_ASCII);
      for (int i = random.nextInt(text.length); i < text.length; i++) {
        text[i] = some[random.nextInt(some.length)];
      }
      assertEquals(whole(text, text.length), new JsonStringRun().skip(text, 0, text.length));
    }
  }

  /** The run must report the same as a look at each character, wherever it begins or stops. */
  @Test
  void run_anyText_reportsAsDecoder() {
    Random random = new Random(5);
    String[] some = {
      "a", "the old ", "가", "한글은 ", "語", "é", "—", "😀", "Ａ", "ﬁ", "\"", "\\", "\n", "\u007f"
    };
    int shown = 0;
    for (int round = 0; round < 200_000; round++) {
      var text = new StringBuilder();
      int kinds = 1 + random.nextInt(some.length);
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(some[random.nextInt(kinds)]);
      }
      String plain = text.toString().split("[\"\\\\\n]", 2)[0];
      byte[] bytes = ("x".repeat(3) + text + "가나다").getBytes(StandardCharsets.UTF_8);
      int to = plain.length() == text.length() ? bytes.length - 9 : bytes.length;
      JsonStringRun run = new JsonStringRun();
      run.begin();
      int behind = run.skip(bytes, 3, to);
      assertEquals(plain, new String(bytes, 3, behind - 3, StandardCharsets.UTF_8));
      assertEquals(plain.codePointCount(0, plain.length()), run.characters(), plain);
      boolean same = CharacterNormalization.normalize(plain).equals(plain);
      assertTrue(same || !run.isNormalized(), plain);
      shown += run.isNormalized() && behind > 19 ? 1 : 0;
    }
    assertTrue(shown > 10_000, "too few were known to be what they show: " + shown);
  }

  @Test
  void run_koreanAndEnglish_isNormalized() {
    byte[] text = "안녕하세요, the 한국 garden 화면 흐름 is old.".repeat(3).getBytes(StandardCharsets.UTF_8);
    JsonStringRun run = new JsonStringRun();
    run.begin();
    assertEquals(text.length, run.skip(text, 0, text.length));
    assertTrue(run.isNormalized());
  }

  /** Returns the length of the text that the JDK can decode. */
  private static int whole(byte[] text, int end) {
    ByteBuffer bytes = ByteBuffer.wrap(text, 0, end);
    StandardCharsets.UTF_8.newDecoder().decode(bytes, CharBuffer.allocate(end + 1), true);
    return bytes.position();
  }
}
