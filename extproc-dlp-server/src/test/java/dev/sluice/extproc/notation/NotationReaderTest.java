package dev.sluice.extproc.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotationReaderTest {
  /** The longest beginning of a notation in the hostile texts, with the context. */
  private static final int MOST_WAITING = 64;

  static Stream<Arguments> notations() {
    return Stream.of(
        Arguments.of("%30%31%30-1%32", "010-12"),
        Arguments.of("%EA%B3%B5 %ef%bc%90", "공 0"),
        Arguments.of("&#48;&#x31;&#x30;&hyphen;&#0000049;", "010-1"),
        Arguments.of("a&commat;b&period;kr &amp;&#48", "a@b.kr &0"),
        Arguments.of("\\u0030\\x31\\/\\u{30} \\uD835\\uDFCE", "01/\\u{30} 0"),
        Arguments.of("01**0**-`12`34 <b>5</B>67~~8~~9", "010-1234 <b>56789"),
        Arguments.of("①⑵ⓐ❹ x² 8**1** 3", "12a4 x2 81 3"),
        Arguments.of("1 9 2 . 1 6 8 . 0 . 1 ok", "192.168.0.1 ok"),
        Arguments.of("+ 8 2  1 0 - 1 2, 2 apples", "+ 8210-12, 2 apples"),
        Arguments.of("010~1234 ~ 5678 11·22 33|44 | 55", "010-1234-5678 11-22 33-44 | 55"),
        Arguments.of("12_34_-5 snake_case_name", "1234-5 snake_case_name"),
        Arguments.of("010-12\n34-5678", "010-1234-5678"),
        Arguments.of("ho@example.\r\n  > com", "ho@example.com"),
        Arguments.of("010-12\\\n34", "010-1234"),
        Arguments.of("MDEwLTEyMzQtNTY3OA== x", "010-1234-5678 x"),
        Arguments.of("token aG9uZ0BleGFtcGxlLmNvbQ, x", "token hong@example.com, x"),
        Arguments.of("aG9uZ0BleGFtcGxl\nLmNvbSBhbmQgbW9yZQ==", "hong@example.com and more"));
  }

  @ParameterizedTest
  @MethodSource("notations")
  void notation_anySplit_isShown(String text, String shown) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertEquals(shown, read(bytes, cut, bytes.length).shown(), text + " at " + cut);
    }
    assertEquals(shown, read(bytes, 1, 1).shown(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2",
        "%GG 100% %C0%B0 %ED%A0%80 %EA%B3",
        "&#; &#xD800; &#1114112; &nothing; a && b",
        "&#000000000000000000048;",
        "\\uD835x \\u00 \\q",
        "2 * 3 ** a` b <br> a_b ****",
        "10\n2024-01-02 12:00:00 ok",
        "first line\nsecond line",
        "AB=12\nCD=34",
        "End. i = 0; x~y 12 - 34, 5 | 6",
        "1)\n2",
        "r***@naver.com",
        "@Deprecated\n  @java.io.Serial",
        "0123456789012345678901234567890123456789",
        "a/long/path/to/some/file/name.txt",
        "d41d8cd98f00b204e9800998ecf8427e",
        "internationalization_of_everything",
        "=a===============",
        "YWJjZGVmZ2g=",
        "\uD83D\uDE00"
      })
  void text_withoutNotation_isUnchanged(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(text, read(bytes, bytes.length, 1).shown());
    assertEquals(text, read(bytes, 1, 1).shown());
  }

  @Test
  void base64_inBase64_isDecodedOnce() {
    String once = encoded("hong@example.com!!");
    assertEquals(once, read(encoded(once).getBytes(StandardCharsets.UTF_8), 7, 7).shown());
  }

  @Test
  void url_doubleEscaped_isDecodedOnce() {
    assertEquals("%30", read("%2530".getBytes(StandardCharsets.UTF_8), 1, 1).shown());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%", "&", "&#0", "&#x", "\\", "\\u", "\\uD835", "`", "**", "_", "<", "</", "\n", "\r",
        "1\n", "a\n  ", "=", "/", "A", "QUFB", "%EA", "~", "<b", "9_"
      })
  void hostile_repeated_waitsBriefly(String part) {
    byte[] bytes = part.repeat(100_000 / part.length()).getBytes(StandardCharsets.UTF_8);
    Collected whole = read(bytes, bytes.length, 1);
    Collected pieces = read(bytes, 997, 997);
    assertEquals(whole.shown(), pieces.shown());
    assertTrue(pieces.mostWaiting <= MOST_WAITING, part + ": " + pieces.mostWaiting);
  }

  @Test
  void original_ofEachPart_isPassedOnce() {
    String text = "a%30b&#49;\n2 **3**4 MDEwLTEyMzQtNTY3OA==";
    Collected read = read(text.getBytes(StandardCharsets.UTF_8), 5, 3);
    assertEquals(text, read.original.toString(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a first piece of {@code first} bytes and further ones of {@code size}. */
  private static Collected read(byte[] bytes, int first, int size) {
    var out = new Collected();
    var reader = new NotationReader(out);
    reader.feed(bytes, 0, first);
    for (int at = first; at < bytes.length; at += size) {
      reader.feed(bytes, at, Math.min(bytes.length, at + size));
      out.mostWaiting = Math.max(out.mostWaiting, reader.waiting());
    }
    reader.end();
    return out;
  }

  private static final class Collected implements NotationHandler {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final ByteArrayOutputStream original = new ByteArrayOutputStream();
    private int mostWaiting;

    @Override
    public void plain(byte[] text, int from, int to) {
      shown.write(text, from, to - from);
      original.write(text, from, to - from);
    }

    @Override
    public void notation(byte[] text, int from, int to, byte[] bytes, int length) {
      assertTrue(length <= to - from, "no notation is shorter than what it shows");
      shown.write(bytes, 0, length);
      original.write(text, from, to - from);
    }

    String shown() {
      return shown.toString(StandardCharsets.UTF_8);
    }
  }
}
