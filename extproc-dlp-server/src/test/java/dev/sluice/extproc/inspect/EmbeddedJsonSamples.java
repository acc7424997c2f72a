package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.BodySamples.Sample;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.List;
import java.util.stream.Stream;

/** A set of bodies with JSON in strings of JSON. */
final class EmbeddedJsonSamples {
  private static final Inspector QUOTING =
      InspectionRun.policy(
          """
          version: test
          rules:
            - {id: word, kind: regex, pattern: 'x[0-9]{3}', action: mask, mask: '"T\\'}
          """);

  private EmbeddedJsonSamples() {}

  static Stream<Sample> all() {
    return Stream.concat(documents(), notDocuments());
  }

  private static Stream<Sample> documents() {
    return Stream.of(
        masked(
            "keys and escapes of arguments",
            """
            {"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":"{\\"password\\":\\"T1ger2024!\\",\\"to\\":\\"x\\\\n\\\\u0068ong@example.com\\"}"}}]}}]}\
            """,
            """
            {"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":"{\\"password\\":\\"[SECRET]\\",\\"to\\":\\"x\\\\n[EMAIL]\\"}"}}]}}]}\
            """,
            "T1ger",
            "ong@"),
        masked(
            "number in arguments becomes a string",
            "{\"arguments\":\"{\\\"card\\\": 4111111111111111 , \\\"n\\\":[1,5500005555555559]}\"}",
            "{\"arguments\":\"{\\\"card\\\": \\\"[CARD ****1111]\\\" , \\\"n\\\":[1,\\\"[CARD ****5559]\\\"]}\"}",
            "411111",
            "550000"),
        masked(
            "JSON in JSON in JSON",
            "{\"a\":\"{\\\"b\\\":\\\"{\\\\\\\"password\\\\\\\":\\\\\\\"T1ger2024!\\\\\\\"}\\\"}\"}",
            "{\"a\":\"{\\\"b\\\":\\\"{\\\\\\\"password\\\\\\\":\\\\\\\"[SECRET]\\\\\\\"}\\\"}\"}",
            "T1ger"),
        new Sample(
            "masks are escaped once for each string around",
            Way.response(BodySamples.JSON).with(QUOTING),
            ByteString.copyFromUtf8("{\"a\":\"[\\\"x123\\\", \\\"[\\\\\\\"x456\\\\\\\"]\\\"]\"}"),
            "Pass",
            "{\"a\":\"[\\\"\\\\\\\"T\\\\\\\\\\\", \\\"[\\\\\\\"\\\\\\\\\\\\\\\"T\\\\\\\\\\\\\\\\\\\\\\\"]\\\"]\"}",
            List.of("x123", "x456")),
        new Sample(
            "blocked in arguments of a request",
            Way.request(BodySamples.JSON),
            ByteString.copyFromUtf8(
                "{\"messages\":[{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"k\\\":\\\"\\\\u0041KIAIOSFODNN7EXAMPLE\\\"}\"}}]}]}"),
            "Blocked aws_access_key",
            "",
            List.of("IOSF")),
        masked(
            "several documents",
            "{\"output\":\"{\\\"a\\\":1}\\n{\\\"password\\\":\\\"T1ger2024!\\\"}\"}",
            "{\"output\":\"{\\\"a\\\":1}\\n{\\\"password\\\":\\\"[SECRET]\\\"}\"}",
            "T1ger"));
  }

  private static Stream<Sample> notDocuments() {
    return Stream.of(
        masked(
            "text that begins with a bracket",
            "{\"content\":\"[mail](mailto:hong@example.com) [4111-1111-1111-1111]\"}",
            "{\"content\":\"[mail](mailto:[EMAIL]) [[CARD ****1111]]\"}",
            "hong",
            "4111"),
        masked(
            "text behind a document",
            "{\"content\":\"{\\\"a\\\": 1}\\n\\nSee \\\"b\\\", password: T1ger2024!, postgres://app:s3cretPw@db/x\"}",
            "{\"content\":\"{\\\"a\\\": 1}\\n\\nSee \\\"b\\\", password: [SECRET], postgres://app:[PASSWORD]@db/x\"}",
            "T1ger",
            "s3cret"),
        masked(
            "a document that breaks off into text",
            "{\"content\":\"{\\\"a\\\": \\\"b\\\", ... }\\nthe password: T1ger2024! and {x: 4111-1111-1111-1111}\"}",
            "{\"content\":\"{\\\"a\\\": \\\"b\\\", ... }\\nthe password: [SECRET] and {x: [CARD ****1111]}\"}",
            "T1ger",
            "4111"),
        masked(
            "a number that is none",
            "{\"content\":\"{\\\"a\\\": 4111-1111-1111-1111, b: postgres://app:s3cretPw@db/x}\"}",
            "{\"content\":\"{\\\"a\\\": \\\"[CARD ****1111]\\\", b: postgres://app:[PASSWORD]@db/x}\"}",
            "1111-1",
            "s3cret"));
  }

  private static Sample masked(String name, String body, String expected, String... secrets) {
    return new Sample(
        name,
        Way.response(BodySamples.JSON),
        ByteString.copyFromUtf8(body),
        "Pass",
        expected,
        List.of(secrets));
  }
}
