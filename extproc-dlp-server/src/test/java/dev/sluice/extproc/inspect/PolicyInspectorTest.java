package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import dev.sluice.extproc.policy.BodyDirection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyInspectorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-16",
        "\"utf_16\"",
        "ucs-2",
        "utf-7",
        "unicode-1-1-utf-7",
        "utf-32le",
        "IBM037"
      })
  void charset_hidingText_isRejected(String charset) {
    InspectionRun seen =
        InspectionRun.whole(Way.response("text/plain; x=1; Charset = " + charset), "a");
    assertEquals("Invalid a charset that cannot be inspected", seen.verdict());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"utf-8", "\"UTF8\"", "utf8mb4", "euc-kr", "Shift_JIS", "latin1", "x-what", "?"})
  void charset_withAscii_isRead(String charset) {
    InspectionRun seen =
        InspectionRun.whole(Way.response("text/plain; charset=" + charset), "a@b.com");
    assertEquals("[EMAIL]", seen.text());
  }

  /** The bodies begin as a picture, a gRPC message and protobuf do, with brackets and quotes. */
  @Test
  void request_notText_passes() {
    List<byte[]> bodies =
        List.of(
            new byte[] {(byte) 0x89, 'P', 'N', 'G', '{', '"'},
            new byte[] {0, 0, 0, 0, '[', '{', '"'},
            new byte[] {0x0A, '[', 'x', '{'},
            new byte[] {});
    for (byte[] body : bodies) {
      Way way = Way.request("application/grpc+proto");
      for (List<Integer> cuts :
          List.of(List.of(body.length), InspectionRun.bytewise(body.length))) {
        InspectionRun seen = InspectionRun.cut(way, ByteString.copyFrom(body), cuts);
        assertEquals("Pass", seen.verdict());
        assertEquals(ByteString.copyFrom(body), seen.output());
      }
      assertFalse(InspectionRun.open(way).scanned());
    }
  }

  /** Without a rule for requests, an unreadable request passes. */
  @Test
  void request_noRuleInForce_isNotRejected() {
    Inspector answersOnly =
        InspectionRun.policy(
            """
            version: test
            rules:
              - {id: word, kind: keyword, pattern: 'word', action: block, scope: response}
            """);
    List<String> types =
        List.of(
            "application/json",
            "text/plain",
            "application/x-www-form-urlencoded",
            "image/png",
            "text/plain; charset=utf-16");
    for (String type : types) {
      for (String body : List.of("{\"a\":1}", "\uFEFFx")) {
        ByteString bytes = ByteString.copyFrom(body, StandardCharsets.UTF_16LE);
        var settings = new InspectionSettings(true, 100);
        answersOnly
            .open(BodyDirection.REQUEST, type, InspectionRun.SCOPE, settings)
            .ifPresent(
                open -> assertEquals(new BodyVerdict.Pass(bytes), open.feed(bytes, true), type));
      }
    }
  }

  @Test
  void finding_inTwoReadings_countsOnce() {
    String body = "data: see c@d.com now\n\ndata: {\"x\":\"e@f.org\n\n";
    InspectionRun seen = InspectionRun.whole(Way.response("text/event-stream"), body);
    assertEquals(2, seen.outcome().counts().getFirst().count());
    assertEquals("data: see [EMAIL] now\n\ndata: {\"x\":\"[EMAIL]\n\n", seen.text());
  }

  /** One open value holds all bytes after it. */
  @Test
  void stream_heldManyFindings_allCounted() {
    String open = "event: a\ndata: AKIAIOSF\n\n";
    String mails = "data: a@b.co;\n\n".repeat(60_000);
    Way way = Way.response("text/event-stream").holding(1 << 20);
    InspectionRun seen = InspectionRun.whole(way, open + mails);
    assertEquals(60_000, seen.outcome().counts().getFirst().count());
    assertEquals(open + mails.replace("a@b.co", "[EMAIL]"), seen.text());
  }

  /** A key is the context of its value and of array items, and of nothing else. */
  @Test
  void key_ofText_isContextOfValue() {
    Inspector pins =
        InspectionRun.policy(
            """
            version: test
            rules:
              - {id: pin, kind: regex, pattern: 'pin: [0-9]{4}', action: mask, mask: '****'}
              - {id: word, kind: keyword, pattern: 'pin', action: log}
            """);
    Way way = Way.response(BodySamples.JSON).with(pins);
    String body =
        "{\"x\":[{\"pin\":\"1234\"},\"1234\"],\"pin\":[\"5678 9\",[\"1234\"]],"
            + "\"p1n\":\"1234\",\"pin\" : {\"a\":\"1234\"}}";
    String masked = body.replace("{\"pin\":\"1234\"", "{\"pin\":\"****\"").replace("5678", "****");
    for (List<Integer> cuts :
        List.of(List.of(body.length()), InspectionRun.bytewise(body.length()))) {
      InspectionRun seen = InspectionRun.cut(way, ByteString.copyFromUtf8(body), cuts);
      assertEquals(masked, seen.text());
      assertEquals(
          List.of(0L, 0L),
          seen.findings().stream()
              .filter(finding -> finding.rule().equals("pin"))
              .map(DlpFinding::offset)
              .toList());
      assertEquals(
          3, seen.findings().stream().filter(finding -> finding.rule().equals("word")).count());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1&password=T1ger2024%21&b=2|a=1&password=%5BSECRET%5D&b=2",
        "%EB%B9%84%EB%B0%80%EB%B2%88%ED%98%B8=T1ger2024%21|%EB%B9%84%EB%B0%80%EB%B2%88%ED%98%B8=%5BSECRET%5D",
        "api_key=q8Zk2Lm4Qw7Rt1Yp5Zc8Lm4Qw7Rt1Yp5Zc8w=&x|api_key=%5BSECRET%5D&x",
        "=T1ger2024%21&password&T1ger2024%21|=T1ger2024%21&password&T1ger2024%21",
        "account+no=T1ger2024%21&x=y=T1ger2024%21|account+no=T1ger2024%21&x=y=T1ger2024%21"
      })
  void formKey_ofText_isContextOfValue(String body, String masked) {
    Way way = Way.response("application/x-www-form-urlencoded");
    assertEquals(masked, InspectionRun.whole(way, body).text());
    assertEquals(
        masked,
        InspectionRun.cut(way, ByteString.copyFromUtf8(body), InspectionRun.bytewise(body.length()))
            .text());
  }

  @Test
  void key_ofNumber_isContextOfNumber() {
    String body =
        "{\"account_no\": 30212345678901, \"x\": {\"order_no\": 30212345678901, \"계좌번호\":30212345678901}}";
    String masked =
        "{\"account_no\": \"[ACCOUNT]\", \"x\": {\"order_no\": 30212345678901, \"계좌번호\":\"[ACCOUNT]\"}}";
    ByteString bytes = ByteString.copyFromUtf8(body);
    for (List<Integer> cuts :
        List.of(List.of(bytes.size()), InspectionRun.bytewise(bytes.size()))) {
      assertEquals(masked, InspectionRun.cut(Way.response(BodySamples.JSON), bytes, cuts).text());
    }
  }

  @Test
  void name_besideValue_isContextOfValue() {
    String body =
        """
        [{"name":"DB_PASSWORD","value":"T1ger2024!"},{"value":"T1ger2024!","name":"password"},
        {"value":"T1ger2024!"},{"key":"api_key","x":{},"value":"T1ger2024!"}]\
        """;
    String masked = body.replaceFirst("T1ger2024!", "[SECRET]");
    ByteString bytes = ByteString.copyFromUtf8(body);
    for (List<Integer> cuts :
        List.of(List.of(bytes.size()), InspectionRun.bytewise(bytes.size()))) {
      assertEquals(masked, InspectionRun.cut(Way.response(BodySamples.JSON), bytes, cuts).text());
    }
  }

  /** "Text" before a number would suggest a phone number. */
  @Test
  void key_namedText_isNotContext() {
    assertEquals(
        "{\"text\":\"1588-1234\",\"phone\":\"[PHONE]\"}",
        InspectionRun.whole(
                Way.response(BodySamples.JSON), "{\"text\":\"1588-1234\",\"phone\":\"1588-1234\"}")
            .text());
  }

  /** Values in other widths and scripts are found, and no other byte changes. */
  @Test
  void value_inOtherScripts_isMasked() {
    String body = "카드 ４１１１－1111\u200B–1111\u00A01111\u200B로, “인용” — 끝";
    InspectionRun seen =
        InspectionRun.cut(
            Way.response("text/plain"),
            ByteString.copyFromUtf8(body),
            InspectionRun.bytewise(ByteString.copyFromUtf8(body).size()));
    assertEquals("카드 [CARD ****1111]\u200B로, “인용” — 끝", seen.text());
  }
}
