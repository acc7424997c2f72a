package dev.sluice.extproc.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainRunTest {
  private static final String FILLER = "abcdefghijklmnop";

  @Test
  void behind_everyCharacter() {
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
        String before = FILLER.substring(0, character % 13);
        byte[] text =
            (before + Character.toString(character) + FILLER).getBytes(StandardCharsets.UTF_8);
        boolean plain = character >= ' ' && character != '"' && character != '\\';
        assertEquals(plain ? text.length : before.length(), PlainRun.behind(text, 0, text.length));
      }
    }
  }

  @Test
  void behind_wholeCharacters() {
    byte[] text = "가나다라마바사é😀".getBytes(StandardCharsets.UTF_8);
    for (int end = 0; end <= text.length; end++) {
      assertEquals(whole(text, end), PlainRun.behind(text, 0, end));
    }
  }

  @Test
  void behind_anyBytes() {
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
      assertEquals(whole(text, text.length), PlainRun.behind(text, 0, text.length));
    }
  }

  /** As far as the JDK decodes. */
  private static int whole(byte[] text, int end) {
    ByteBuffer bytes = ByteBuffer.wrap(text, 0, end);
    StandardCharsets.UTF_8.newDecoder().decode(bytes, CharBuffer.allocate(end + 1), true);
    return bytes.position();
  }
}
