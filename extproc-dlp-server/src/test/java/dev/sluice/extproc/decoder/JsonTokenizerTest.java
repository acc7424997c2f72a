package dev.sluice.extproc.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonTokenizerTest {
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"a\"",
    "\"ключ\":",
    "\"한글은 쉽다 😀 — \"",
    "\\",
    "\\n",
    "\\u00e9",
    "\\ud83d",
    "\\ude00",
    "\"the old garden\":",
    "12.5e-3",
    "true",
    "nul",
    " ",
    "\n"
  };

  /**
   * A strict tokenizer reports the same events as a lenient one for the valid part, and no more.
   */
  @Test
  void strict_anySplit_followsGrammar() {
    Random random = new Random(3);
    int right = 0;
    for (int round = 0; round < 100_000; round++) {
      byte[] text = text(random);
      boolean lines = random.nextInt(4) == 0;
      JsonGrammar grammar = new JsonGrammar();
      int end = grammar.check(text, 0, text.length);
      boolean complete = end == text.length && grammar.isComplete();

      Told told = new Told();
      JsonTokenizer strict = new JsonTokenizer(told, new JsonReaderOptions(lines, true));
      assertEquals(end, feed(strict, text, text.length, random));
      assertEquals(complete, strict.isComplete());
      strict.end(end);

      Told expected = new Told();
      JsonTokenizer lenient = new JsonTokenizer(expected, new JsonReaderOptions(lines, false));
      assertEquals(end, lenient.feed(text, 0, end, 0));
      assertTrue(lenient.isComplete());
      lenient.end(end);
      assertEquals(expected.events(), told.events());
      right += complete ? 1 : 0;
    }
    assertTrue(right > 1_000, "too few texts were JSON: " + right);
  }

  private static int feed(JsonTokenizer tokenizer, byte[] text, int to, Random random) {
    int at = 0;
    int end = 0;
    while (at < to && end == at) {
      int next = Math.min(to, at + 1 + random.nextInt(20));
      end = tokenizer.feed(text, at, next, at);
      at = next;
    }
    return end;
  }

  private static byte[] text(Random random) {
    var text = new StringBuilder(random.nextBoolean() ? "[" : "");
    IntStream.range(0, random.nextInt(8))
        .forEach(_ -> text.append(PIECES[random.nextInt(PIECES.length)]));
    byte[] bytes =
        text.append(random.nextBoolean() ? "]" : "").toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** The reported events; text is one event whatever its pieces. */
  private static final class Told implements JsonHandler {
    private final List<String> events = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    List<String> events() {
      flush();
      return events;
    }

    private void add(String event) {
      flush();
      events.add(event);
    }

    private void flush() {
      if (!text.isEmpty()) {
        events.add(text.toString());
        text.setLength(0);
      }
    }

    @Override
    public void text(byte[] bytes, int from, int to, long raw) {
      text.append(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void run(byte[] bytes, int from, int to, long raw, int characters, boolean shown) {
      assertEquals(
          IntStream.range(from, to).filter(i -> (bytes[i] & 0xC0) != 0x80).count(), characters);
      String plain = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      assertTrue(!shown || CharacterNormalization.normalize(plain).equals(plain), plain);
      text(bytes, from, to, raw);
    }

    @Override
    public void unit(byte[] text, int from, int to, long raw, int rawLength) {
      add("unit at " + raw + " of " + rawLength);
      text(text, from, to, raw);
      flush();
    }

    @Override
    public void stringStart(boolean key, long raw) {
      add((key ? "key" : "string") + " at " + raw);
    }

    @Override
    public void stringEnd(boolean key, long raw) {
      add((key ? "key" : "string") + " until " + raw);
    }

    @Override
    public void bareStart(long raw) {
      add("bare at " + raw);
    }

    @Override
    public void bareEnd() {
      add("bare ends");
    }

    @Override
    public void containerStart(boolean array, long raw) {
      add((array ? "array" : "object") + " at " + raw);
    }

    @Override
    public void containerEnd(long raw) {
      add("closed at " + raw);
    }

    @Override
    public void documentEnd(long raw) {
      add("end at " + raw);
    }

    @Override
    public void tooDeep(long raw) {
      add("too deep at " + raw);
    }
  }
}
