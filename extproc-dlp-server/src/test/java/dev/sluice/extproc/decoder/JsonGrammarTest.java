package dev.sluice.extproc.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonGrammarTest {
  private static final JsonFactory JACKSON = new JsonFactory();
  private static final String[] PIECES = {
    "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"ключ\":", "\"한글 😀\"", "\\", "\\n", "\\u00e9",
        "0",
    "1", "-", ".", "e", "+", "12.5e-3", "true", "false", "null", "nul", " ", "\n", "\t", "x"
  };

  @Test
  void string_anyByteAnywhere_asJackson() {
    byte[] text = bytes("[\"acdeghijklmopqsvwxyzac\"]");
    for (int at = 2; at < text.length - 2; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = text.clone();
        changed[at] = (byte) value;
        boolean plain = value >= ' ' && value < 0x80 && value != '"' && value != '\\';
        assertEquals(plain, accepts(changed), value + " at " + at);
      }
    }
  }

  @Test
  void string_anyThreeBytes_asJackson() {
    for (int lead = 0xE0; lead < 0xF0; lead++) {
      for (int second = 0; second < 256; second++) {
        byte[] text = bytes("[\"한글abc한글\"]");
        text[5] = (byte) lead;
        text[6] = (byte) second;
        assertEquals(isUtf8(text), accepts(text), lead + " " + second);
        text[7] = 'x';
        assertFalse(accepts(text), lead + " " + second);
      }
    }
  }

  @Test
  void string_anyTwoBytesAnywhere_asJackson() {
    byte[] text = bytes("[\"한글é한abcdé글한글한글\"]");
    for (int at = 2; at < text.length - 3; at++) {
      for (int first = 0x80; first < 256; first++) {
        for (int second : new int[] {'x', 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC3}) {
          byte[] changed = text.clone();
          changed[at] = (byte) first;
          changed[at + 1] = (byte) second;
          assertEquals(isUtf8(changed), accepts(changed), first + " " + second + " at " + at);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{}",
        "[]",
        "\uFEFF{\"a\":1}",
        "{\"a\":[1,-0.5e+3,true,false,null,\"\\u00e9\\n\"],\"b\":{}}",
        "{\"n\":1}\n{\"n\":2}\n",
        "\"주민등록번호 😀\"",
        "0"
      })
  void text_json_isValid(String text) {
    assertTrue(accepts(bytes(text)), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"messages\": [",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1,}",
        "[1,]",
        "[1}",
        "{\"a\" 1}",
        "01",
        "-",
        "1.",
        "1e",
        "tru",
        "NaN",
        "\"a\nb\"",
        "\"\\x41\"",
        "\"\\u00g0\"",
        "key=value",
        "// remark",
        "{}{}",
        "1true",
        "{}\uFEFF"
      })
  void text_notJson_isInvalid(String text) {
    assertFalse(accepts(bytes(text)), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff",
        "c181",
        "c0af",
        "e080af",
        "eda080",
        "f0808080",
        "f4908080",
        "80",
        "e282",
        "efbb"
      })
  void text_notUtf8_isInvalid(String hex) {
    byte[] wrong = HexFormat.of().parseHex("22" + hex + "22");
    assertFalse(accepts(wrong), hex);
  }

  @Test
  void check_invalidByte_returnsItsIndex() {
    byte[] text = bytes("[1, 2 3]");
    assertEquals(6, new JsonGrammar().check(text, 0, text.length));
  }

  @Test
  void randomTexts_anySplit_asJackson() {
    var random = new Random(11);
    int accepted = 0;
    for (int round = 0; round < 200_000; round++) {
      var text = new StringBuilder("[");
      for (int i = random.nextInt(8); i > 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      byte[] bytes = bytes(text.append(']').toString());
      Optional<Boolean> read = oneArray(bytes);
      if (read.isEmpty()) {
        continue;
      }
      boolean expected = read.get();
      assertEquals(expected, accepts(bytes), text::toString);
      assertEquals(expected, acceptsBytewise(bytes), text::toString);
      accepted += expected ? 1 : 0;
    }
    assertTrue(accepted > 1_000, "too few texts were JSON: " + accepted);
  }

  private static boolean accepts(byte[] text) {
    var grammar = new JsonGrammar();
    return grammar.check(text, 0, text.length) == text.length && grammar.isComplete();
  }

  private static boolean acceptsBytewise(byte[] text) {
    var grammar = new JsonGrammar();
    for (int at = 0; at < text.length; at++) {
      if (grammar.check(text, at, at + 1) == at) {
        return false;
      }
    }
    return grammar.isComplete();
  }

  /** Returns true if the text is one array; empty if more follows an array. */
  private static Optional<Boolean> oneArray(byte[] text) {
    try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
      do {
        if (parser.nextToken() == null) {
          return Optional.of(false);
        }
        parser.finishToken();
      } while (!parser.streamReadContext().inRoot());
      return parser.currentLocation().getByteOffset() < text.length
          ? Optional.empty()
          : Optional.of(true);
    } catch (JacksonException e) {
      return Optional.of(false);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isUtf8(byte[] text) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).hasRemaining();
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
