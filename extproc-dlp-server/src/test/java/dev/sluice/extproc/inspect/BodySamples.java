package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A set of bodies in all framings, with their expected results. */
public final class BodySamples {
  static final String JSON = "application/json; charset=utf-8";
  static final String SSE = "text/event-stream";

  /** Rules whose matches overlap in every way. */
  static final Inspector OVERLAPPING =
      InspectionRun.policy(
          """
          version: test
          rules:
            - {id: word, kind: regex, pattern: '[a-c]{3}', action: mask, mask: '<W>'}
            - {id: tail, kind: regex, pattern: 'b[a-d@]{1,5}d', action: mask, mask: '"T\\'}
            - {id: seen, kind: regex, pattern: 'a.a', action: log}
            - {id: late, kind: keyword, pattern: 'dab', action: block}
            - {id: first, kind: regex, pattern: 'd\\n?41+d', action: block}
          """);

  /**
   * A body and its expected result.
   *
   * @param expected the whole output, or empty if it is not compared
   * @param secrets texts that must not occur in any output
   */
  public record Sample(
      String name,
      Way way,
      ByteString body,
      String verdict,
      String expected,
      List<String> secrets) {
    @Override
    public String toString() {
      return name;
    }
  }

  private BodySamples() {}

  public static Stream<Sample> all() {
    return Stream.of(json(), streams(), others()).flatMap(s -> s);
  }

  private static Stream<Sample> json() {
    return Stream.of(
        masked(
            "string",
            JSON,
            "{\"a\" : [1, \"mail hong@example.co.kr로, thanks\"], \"b\":null}",
            "{\"a\" : [1, \"mail [EMAIL]로, thanks\"], \"b\":null}",
            "hong"),
        masked(
            "escapes",
            JSON,
            "{\"a\":\"x\\n\\u0061b\\u0040ex\\u0061mple.com\\n\\ud83d\\ude00 \\ud83d k@b.co\\u006d\"}",
            "{\"a\":\"x\\n[EMAIL]\\n\\ud83d\\ude00 \\ud83d [EMAIL]\"}",
            "mple"),
        masked(
            "number",
            JSON,
            "{\"card\": 4111111111111111 , \"n\": [1,-5500005555555559,3e4]}",
            "{\"card\": \"[CARD ****1111]\" , \"n\": [1,\"-[CARD ****5559]\",3e4]}",
            "411111",
            "550000"),
        masked(
            "key and broken tail",
            JSON,
            "{\"a@b.com\":\"4111 1111 1111 1111 12\",\"c\":\"k@d.org",
            "{\"[EMAIL]\":\"[CARD ****1111] 12\",\"c\":\"[EMAIL]",
            "4111"),
        blocked("aws", JSON, "{\"m\":[{\"content\":\"k \\u0041KIAIOSFODNN7EXAMPLE\"}]}", "AKIA"),
        new Sample(
            "invalid UTF-8",
            Way.response(JSON),
            ByteString.copyFromUtf8("{\"a\":\"")
                .concat(ByteString.copyFrom(new byte[] {(byte) 0xC3, (byte) 0xFF, 'a', '@'}))
                .concat(ByteString.copyFromUtf8("b.com"))
                .concat(ByteString.copyFrom(new byte[] {(byte) 0xED, (byte) 0x95}))
                .concat(ByteString.copyFromUtf8("\"}")),
            "Pass",
            "",
            List.of()),
        new Sample(
            "request that is no JSON",
            Way.request(JSON),
            ByteString.copyFromUtf8("{\"a\":\"x@b.com\",'k':'4111111111111111'}"),
            "Invalid not JSON in UTF-8 from byte 15 on",
            "{\"a\":\"[EMAIL]\",",
            List.of("4111")),
        new Sample(
            "request that ends early",
            Way.request(JSON),
            ByteString.copyFromUtf8("{\"a\":[\"x@b.com\""),
            "Invalid not JSON in UTF-8 from byte 15 on",
            "{\"a\":[\"[EMAIL]\"",
            List.of("x@b")),
        new Sample(
            "file order names the rule",
            Way.request(JSON),
            ByteString.copyFromUtf8("[\"Bearer abcdef1.2\",\"AKIAIOSFODNN7EXAMPLE\",\"a@b.com\"]"),
            "Blocked aws_access_key",
            "[\"Bearer ",
            List.of("abcdef1")),
        new Sample(
            "no JSON any more behind what is blocked",
            Way.request(JSON),
            ByteString.copyFromUtf8("[\"Bearer abcdef1.2\",fal se, x, \"y\"]"),
            "Blocked bearer_token",
            "[\"Bearer ",
            List.of("abcdef1")),
        new Sample(
            "only the second rule",
            Way.request(JSON),
            ByteString.copyFromUtf8("[\"x a@b.com\",\"Bearer abcdef1.2\",\"c@d.com\"]"),
            "Blocked bearer_token",
            "[\"x [EMAIL]\",\"Bearer ",
            List.of("abcdef1")));
  }

  private static Stream<Sample> streams() {
    return Stream.of(
        masked(
            "one delta",
            SSE,
            delta(0, "mail a@b.com ") + delta(0, "now. "),
            delta(0, "mail [EMAIL] ") + delta(0, "now. "),
            "a@b"),
        masked(
            "over many deltas",
            SSE,
            delta(0, "Mail ho")
                + delta(0, "ng@exam")
                + delta(1, "4111 11")
                + delta(0, "ple.c")
                + delta(0, "om today. ")
                + delta(1, "11 1111 1111")
                + delta(1, ".")
                + DONE,
            delta(0, "Mail [EMAIL]")
                + delta(0, "")
                + delta(1, "[CARD ****1111]")
                + delta(0, "")
                + delta(0, " today. ")
                + delta(1, "")
                + delta(1, ".")
                + DONE,
            "hong",
            "ng@",
            "4111 "),
        masked(
            "CR, CRLF, comments and ids",
            SSE,
            "\uFEFF: hi a@b.com\r\rid: 7\revent: x\r\ndata: see c@d.\r\n\r\nretry: 5\ndata:com\n\n",
            "\uFEFF: hi [EMAIL]\r\rid: 7\revent: x\r\ndata: see c@d.\r\n\r\nretry: 5\ndata:com\n\n",
            "a@b"),
        masked(
            "plain data over events and lines",
            SSE,
            "data: see c@d.\n\ndata:com\ndata: 4111 1111\n\ndata: 1111 1111\n\n",
            "data: see [EMAIL]\n\ndata:\ndata: [CARD ****1111]\n\ndata: \n\n",
            "c@d",
            "4111"),
        masked(
            "tool call arguments by their indexes",
            SSE,
            tool(1, "{\\\"to\\\":\\\"a@") + tool(0, "x@") + tool(1, "b.com\\\"}") + tool(0, "y"),
            tool(1, "{\\\"to\\\":\\\"[EMAIL]") + tool(0, "x@") + tool(1, "\\\"}") + tool(0, "y"),
            "a@"),
        new Sample(
            "blocked over deltas",
            Way.response(SSE),
            ByteString.copyFromUtf8(
                delta(0, "a clean start. ")
                    + delta(0, "key AKIAIOSF")
                    + delta(0, "ODNN7EXAM")
                    + delta(0, "PLE.")
                    + delta(0, " rest")
                    + DONE),
            "Blocked aws_access_key",
            delta(0, "a clean start. "),
            List.of("AKIA", "key")),
        new Sample(
            "event larger than may be held",
            Way.response(SSE).holding(200),
            ByteString.copyFromUtf8(delta(0, "ok. ") + delta(0, "x ".repeat(200)) + delta(0, ".")),
            "Overflow",
            delta(0, "ok. "),
            List.of("x x")),
        masked(
            "cut off in an event",
            SSE,
            delta(0, "hi. ") + "data: {\"x\":\"a@b.com",
            delta(0, "hi. ") + "data: {\"x\":\"[EMAIL]",
            "a@b"));
  }

  private static Stream<Sample> others() {
    return Stream.of(
        masked(
            "text",
            "text/markdown",
            "to:a@b.com,c@d.com; 4111-1111-1111-1111",
            "to:[EMAIL],[EMAIL]; [CARD ****1111]",
            "a@b",
            "4111"),
        masked(
            "form",
            "application/x-www-form-urlencoded",
            "to=a%40b.com&c=4111+1111+1111+1111&x=%4&y=%",
            "to=%5BEMAIL%5D&c=%5BCARD+****1111%5D&x=%4&y=%",
            "b.com",
            "4111"),
        masked(
            "lines",
            "application/x-ndjson",
            "{\"a\":\"b@c.\n{\"a\":\"com b@c.com\"}\n[7]\n",
            "{\"a\":\"b@c.\n{\"a\":\"com [EMAIL]\"}\n[7]\n"),
        blocked(
            "multipart",
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=f\r\n\r\n-----BEGIN RSA PRIVATE KEY-----\r\n",
            "PRIVATE"),
        masked("undeclared JSON", "", " \n{\"a\":\"x\\u0040b.com\"}", " \n{\"a\":\"[EMAIL]\"}"),
        masked("undeclared text", "text/plain", "x@b.com {", "[EMAIL] {"));
  }

  static final String DONE = "data: [DONE]\n\n";

  static String delta(int choice, String content) {
    return "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{\"content\":\""
        + content
        + "\"},\"index\":"
        + choice
        + ",\"finish_reason\":null}]}\n\n";
  }

  private static String tool(int index, String arguments) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\""
        + arguments
        + "\"},\"index\":"
        + index
        + "}]}}]}\r\n\r\n";
  }

  static Sample masked(String name, String type, String body, String expected, String... secrets) {
    return new Sample(
        name,
        Way.response(type),
        ByteString.copyFromUtf8(body),
        "Pass",
        expected,
        List.of(secrets));
  }

  static Sample blocked(String name, String type, String body, String... secrets) {
    String rule = name.equals("aws") ? "aws_access_key" : "private_key_block";
    return new Sample(
        name,
        Way.request(type),
        ByteString.copyFromUtf8(body),
        "Blocked " + rule,
        "",
        List.of(secrets));
  }

  static ByteString random(Random random) {
    String[] words = {
      "a",
      "b",
      "c",
      "d",
      "@",
      "abc",
      "bcd",
      "dab",
      "a@b.com",
      "4111 1111 1111 1111",
      "411",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "\"",
      "\\",
      "\\u0061",
      "\\ud83d",
      "\\ude00",
      "\\n",
      "\n",
      "\r",
      "\r\n",
      "\n\n",
      "data: ",
      "data:",
      "id: 1",
      ": ",
      "event: a",
      "[DONE]",
      "%4",
      "1",
      "%61",
      "&",
      "=",
      "+",
      " ",
      "가",
      "\u00e9",
      "{\"choices\":[{\"delta\":{\"content\":\"",
      "\"},\"index\":1}]}",
      "data: {\"choices\":[{\"text\":\"ab\"}]}\n\n",
      "data: {\"choices\":[{\"text\":\"@b.com\"}]}\n\n",
      "Bearer ",
      "abcdef1",
      "AKIAIOSF",
      "ODNN7EXAMPLE",
      "--b",
      "--b--",
      "\r\n--b\r\n",
      "--b\r\n\r\n",
      "\r\n\r\n",
      "Content-Disposition: form-data; name=\"abc\"\r\n"
    };
    List<ByteString> parts = new ArrayList<>();
    int count = random.nextInt(1, 25);
    for (int i = 0; i < count; i++) {
      parts.add(ByteString.copyFromUtf8(words[random.nextInt(words.length)]));
      if (random.nextInt(12) == 0) {
        parts.add(ByteString.copyFrom(new byte[] {(byte) random.nextInt(256)}));
      }
    }
    return ByteString.copyFrom(parts);
  }
}
