package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.rewriter.TokenVault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test that values leave as tokens and return as values, however request and response are split.
 */
class ReversibleTokensTest {
  private static final String JSON = "application/json";
  private static final Inspector POLICY =
      InspectionRun.policy(
          """
          version: test
          rules:
            - {id: email, kind: checksum, validator: email, action: token}
            - {id: name, kind: regex, pattern: 'N"[a-z\\\\\\n]+"', action: token, scope: request}
            - {id: secret, kind: regex, pattern: 'key=[^ ]{3,30}', action: mask, scope: response}
          """);

  private static String through(
      BodyDirection direction, String type, TokenVault book, String body, List<Integer> cuts) {
    BodyInspection inspection = open(direction, type, book, true);
    ByteString bytes = ByteString.copyFromUtf8(body);
    ByteString all = ByteString.EMPTY;
    int at = 0;
    for (int i = 0; i < cuts.size(); i++) {
      BodyVerdict verdict = inspection.feed(bytes.substring(at, cuts.get(i)), i == cuts.size() - 1);
      assertEquals("Pass", InspectionRun.name(verdict));
      all = all.concat(verdict.output());
      at = cuts.get(i);
    }
    return all.toStringUtf8();
  }

  private static BodyInspection open(
      BodyDirection direction, String type, TokenVault book, boolean incremental) {
    return POLICY
        .open(
            direction,
            type,
            InspectionRun.SCOPE,
            new InspectionSettings(incremental, 1 << 20, RouteWafParts.NONE, book))
        .orElseThrow();
  }

  private static String asked(TokenVault book, String body) {
    return through(BodyDirection.REQUEST, JSON, book, body, whole(body));
  }

  private static String answered(TokenVault book, String type, String body) {
    return through(BodyDirection.RESPONSE, type, book, body, whole(body));
  }

  private static List<Integer> whole(String body) {
    return List.of(ByteString.copyFromUtf8(body).size());
  }

  @Test
  void request_everySplit_sameTokens() {
    String body =
        "{\"messages\":[{\"content\":\"a@b.com, then ｃ@d.com, a@b.com <EMAIL_1> N\\\"x\\\\n\\\" <email_2>\"},"
            + "{\"arguments\":\"{\\\"to\\\":\\\"a@b.com\\\"}\"}],\"x\":\"<EMAIL_7><FAX_1>\"}";
    String expected =
        "{\"messages\":[{\"content\":\"<EMAIL_1>, then <EMAIL_2>, <EMAIL_1> <EMAIL_3> N\\\"x\\\\n\\\" <EMAIL_4>\"},"
            + "{\"arguments\":\"{\\\"to\\\":\\\"<EMAIL_1>\\\"}\"}],\"x\":\"<EMAIL_5><FAX_1>\"}";
    expected = expected.replace("N\\\"x\\\\n\\\"", "<NAME_1>");
    int size = whole(body).getFirst();
    for (int cut = 0; cut <= size; cut++) {
      var book = new TokenVault();
      assertEquals(
          expected,
          through(BodyDirection.REQUEST, JSON, book, body, List.of(cut, size)),
          "at " + cut);
      assertEquals(body, answered(book, JSON, expected), "at " + cut);
    }
    var book = new TokenVault();
    assertEquals(
        expected, through(BodyDirection.REQUEST, JSON, book, body, InspectionRun.bytewise(size)));
  }

  static Stream<ProviderStream> streams() {
    return ProviderStream.all();
  }

  @ParameterizedTest
  @MethodSource("streams")
  void response_tokenSplit_isRestored(ProviderStream stream) {
    var book = new TokenVault();
    var _ = asked(book, "{\"a\":\"hong@example.com\"}");
    String before = stream.json() ? "{\"to\": \"" : "Mail <b>to ";
    String after = stream.json() ? " <EMAIL_2>\", \"n\": 1}" : " today <EMAIL_2>. ";
    for (String token : List.of("<EMAIL_1>", "<Email_1>")) {
      String text = before + token + after;
      for (int cut = 0; cut <= text.length(); cut++) {
        for (int more = cut; more <= text.length(); more += 5) {
          check(
              stream,
              book,
              List.of(text.substring(0, cut), text.substring(cut, more), text.substring(more)),
              before.length(),
              token.length());
        }
      }
      check(
          stream,
          book,
          text.chars().mapToObj(c -> String.valueOf((char) c)).toList(),
          before.length(),
          token.length());
    }
  }

  private static void check(
      ProviderStream stream, TokenVault book, List<String> pieces, int from, int length) {
    List<String> restored = new ArrayList<>();
    int at = 0;
    for (String piece : pieces) {
      int end = at + piece.length();
      String left = piece.substring(0, Math.clamp(from - at, 0, piece.length()));
      String right = piece.substring(Math.clamp(from + length - at, 0, piece.length()));
      boolean begins = at <= from && from < end;
      restored.add(left + (begins ? "hong@example.com" : "") + right);
      at = end;
    }
    String body = stream.body(pieces);
    String expected = stream.body(restored);
    assertEquals(expected, answered(book, stream.type(), body), pieces::toString);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void response_everySplit_sameOutput(ProviderStream stream) {
    var book = new TokenVault();
    var _ = asked(book, "{\"a\":\"hong@example.com\"}");
    String text = stream.json() ? "{\"to\": \"\\u003cEMAIL_1>\"}" : "A <EMAIL_1><EMAIL_1> <EM b. ";
    var random = new Random(5);
    for (int round = 0; round < 10; round++) {
      List<String> pieces = new ArrayList<>();
      for (int at = 0; at < text.length(); ) {
        int end = Math.min(text.length(), at + random.nextInt(1, 9));
        pieces.add(text.substring(at, end));
        at = end;
      }
      String body = stream.body(pieces);
      int size = whole(body).getFirst();
      String all = answered(book, stream.type(), body);
      assertTrue(all.contains("hong@example.com"), all);
      assertEquals(
          all,
          through(BodyDirection.RESPONSE, stream.type(), book, body, InspectionRun.bytewise(size)));
      List<Integer> cuts = InspectionRun.random(random, size, 40);
      assertEquals(all, through(BodyDirection.RESPONSE, stream.type(), book, body, cuts));
    }
  }

  /**
   * Text that is not the client's value is not restored, and text that cannot be a token does not
   * wait.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to <EMAIL_1>, <email_1>, &lt;EMAIL_1>|to a@b.com, a@b.com, &lt;EMAIL_1>",
        "<EMAIL_2> <EMAIL_11> <EMAIL_1 > EMAIL_1 <EMAIL_|<EMAIL_2> <EMAIL_11> <EMAIL_1 > EMAIL_1 <EMAIL_",
        "<EMAIL_<EMAIL_1>>|<EMAIL_a@b.com>",
        "c@d.com <EMAIL_1>|[EMAIL] a@b.com",
        "key=<EMAIL_1>x then|[SECRET] then",
        "＜EMAIL_1＞|a@b.com"
      })
  void response_unknownTokens_areNotRestored(String text, String expected) {
    var book = new TokenVault();
    var _ = asked(book, "{\"a\":\"a@b.com\"}");
    assertEquals(expected, answered(book, "text/plain", text));
    assertEquals("{\"a\":\"" + expected + "\"}", answered(book, JSON, "{\"a\":\"" + text + "\"}"));
  }

  @Test
  void value_restored_isEscaped() {
    var book = new TokenVault();
    assertEquals("{\"a\":\"<NAME_1>\"}", asked(book, "{\"a\":\"N\\\"a\\nb\\\"\"}"));
    assertEquals("{\"a\":\"N\\\"a\\u000ab\\\"\"}", answered(book, JSON, "{\"a\":\"<NAME_1>\"}"));
    assertEquals(
        "{\"a\":\"{\\\"b\\\":\\\"N\\\\\\\"a\\\\u000ab\\\\\\\"\\\"}\"}",
        answered(book, JSON, "{\"a\":\"{\\\"b\\\":\\\"<NAME_1>\\\"}\"}"));
    assertEquals(
        "data: N\"a\ndata: b\"\n\n", answered(book, "text/event-stream", "data: <NAME_1>\n\n"));
  }

  @Test
  void token_acrossChannels_isNotRestored() {
    var book = new TokenVault();
    var _ = asked(book, "{\"a\":\"a@b.com\"}");
    String body =
        """
        data: {"choices":[{"index":0,"delta":{"content":"<EMA"}},{"index":1,"delta":{"content":"IL_1>"}}]}

        data: {"choices":[{"index":0,"delta":{"reasoning":"IL_1>"}}]}

        data: [DONE]

        """;
    assertEquals(body, answered(book, "text/event-stream", body));
  }

  @Test
  void text_withoutTokens_leavesAtOnce() {
    var book = new TokenVault();
    var _ = asked(book, "{\"a\":\"a@b.com\"}");
    BodyInspection answer = open(BodyDirection.RESPONSE, "text/event-stream", book, false);
    for (String text : List.of("a < b ", "<div> ", "<F", "<EF", "a@b.com ")) {
      String event = "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
      assertEquals(
          event, answer.feed(ByteString.copyFromUtf8(event), false).output().toStringUtf8());
    }
    assertEquals(0, answer.heldBytes());
  }

  @Test
  void values_thousands_restoredUpToLimits() {
    var book = new TokenVault();
    var body = new StringBuilder("{\"a\":[");
    for (int i = 0; i < 20_000; i++) {
      body.append(i == 0 ? "\"" : ",\"").append("user").append(i).append("@example.com\"");
    }
    String sent = asked(book, body.append("]}").toString());
    assertFalse(sent.contains("@"), "a value was left");
    assertTrue(sent.contains("\"<EMAIL_16384>\",\"[EMAIL]\""), "the bound");
    String back = answered(book, JSON, sent);
    assertTrue(back.contains("\"user16383@example.com\",\"[EMAIL]\""), "the last");
    assertTrue(book.storedBytes() <= 1 << 20);
    book.clear();
    assertTrue(book.isEmpty());
    assertEquals(0, book.storedBytes());
  }
}
