package dev.sluice.extproc.inspect;

import static dev.sluice.extproc.inspect.BodySamples.JSON;
import static dev.sluice.extproc.inspect.BodySamples.masked;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.BodySamples.Sample;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.List;
import java.util.stream.Stream;

/** A set of valid but unusual JSON. */
final class HardJsonSamples {
  private static final String CARD = "4111111111111111";
  private static final String DEEP = "[".repeat(200) + "{\"a\":";

  private HardJsonSamples() {}

  static Stream<Sample> all() {
    return Stream.of(texts(), numbers(), structures()).flatMap(samples -> samples);
  }

  private static Stream<Sample> texts() {
    return Stream.of(
        masked(
            "every character an escape",
            JSON,
            "{\"k\":\"" + escaped("k@b.com") + "\"}",
            "{\"k\":\"[EMAIL]\"}",
            "\\u0040"),
        masked(
            "escapes in capitals and small letters, and short ones beside",
            JSON,
            "[\"\\t\\\"\\u006B\\u0040b.com\\/\\n\\u006b@B\\u002ecom\\\\\"]",
            "[\"\\t\\\"[EMAIL]\\/\\n[EMAIL]\\\\\"]",
            "b.com"),
        masked(
            "surrogates, whole, halved and the wrong way round",
            JSON,
            "[\"\\ud83d\\ude00k@b.com\\ud83d\",\"\\ude00\\ud83dk@b.com\",\"\\ud83d\\ud83d\\ude00\"]",
            "[\"\\ud83d\\ude00[EMAIL]\\ud83d\",\"\\ude00\\ud83d[EMAIL]\",\"\\ud83d\\ud83d\\ude00\"]",
            "k@"),
        masked(
            "broken escapes",
            JSON,
            "[\"\\u00\",\"\\x k@b.com \\u12G4\",\"k@b.com \\",
            "[\"\\u00\",\"\\x [EMAIL] \\u12G4\",\"[EMAIL] \\",
            "k@"),
        masked(
            "a string that ends in each part of an escape",
            JSON,
            "[\"k@b.com\\u004",
            "[\"[EMAIL]\\u004",
            "k@"),
        masked(
            "a card over an escape",
            JSON,
            "[\"4111\\u00201111\\u00201111\\u00201111\"]",
            "[\"[CARD ****1111]\"]",
            "4111"));
  }

  private static Stream<Sample> numbers() {
    return Stream.of(
        masked(
            "numbers that look like cards",
            JSON,
            "[" + CARD + ",-" + CARD + ",{\"a\":" + CARD + "}," + CARD + "]",
            "[\"[CARD ****1111]\",\"-[CARD ****1111]\",{\"a\":\"[CARD ****1111]\"},\"[CARD ****1111]\"]",
            "41111"),
        masked(
            "numbers that are none",
            JSON,
            "[4111111111111112,1e16,41111111111111110000,0.4111111111111111]",
            "[4111111111111112,1e16,41111111111111110000,0.4111111111111111]"),
        masked("a number alone", JSON, " " + CARD + "\n", " \"[CARD ****1111]\"\n", "41111"),
        masked("a number cut off", JSON, "[" + CARD, "[\"[CARD ****1111]\"", "41111"),
        masked(
            "literals",
            JSON,
            "[true,false,null,\"k@b.com\",tru]",
            "[true,false,null,\"[EMAIL]\",tru]",
            "k@"));
  }

  private static Stream<Sample> structures() {
    return Stream.of(
        masked(
            "nesting",
            JSON,
            DEEP + "\"k@b.com\"}" + "]".repeat(200),
            DEEP + "\"[EMAIL]\"}" + "]".repeat(200),
            "k@"),
        new Sample(
            "nesting without end",
            Way.response(JSON),
            ByteString.copyFromUtf8("[".repeat(1001) + "\"k@b.com\""),
            "Invalid JSON nests deeper than 1000",
            "[".repeat(1000),
            List.of("k@")),
        masked(
            "a key twice",
            JSON,
            "{\"a\":\"k@b.com\",\"a\":\"x\",\"a\":\"l@b.com\"}",
            "{\"a\":\"[EMAIL]\",\"a\":\"x\",\"a\":\"[EMAIL]\"}",
            "b.com"),
        masked(
            "keys that hold values",
            JSON,
            "{\"k@b.com\":{\"l\\u0040b.com\":[]},\"\":\"\"}",
            "{\"[EMAIL]\":{\"[EMAIL]\":[]},\"\":\"\"}",
            "b.com"),
        masked(
            "brackets that do not match",
            JSON,
            "{\"a\":[\"k@b.com\"}]],\"b\":\"l@b.com\"",
            "{\"a\":[\"[EMAIL]\"}]],\"b\":\"[EMAIL]\"",
            "b.com"),
        masked(
            "several texts, and what is none between them",
            JSON,
            "{\"a\":\"k@b.com\"} l@b.com [\"m@b.com\"]\u0000n@b.com",
            "{\"a\":\"[EMAIL]\"} \"[EMAIL]\" [\"[EMAIL]\"]\"\u0000[EMAIL]\"",
            "b.com"),
        masked(
            "raw control characters",
            JSON,
            "{\"a\":\"x\n\u0001k@b.com\u007f\"}",
            "{\"a\":\"x\n\u0001[EMAIL]\u007f\"}",
            "k@"));
  }

  private static String escaped(String text) {
    var escapes = new StringBuilder();
    text.chars().forEach(c -> escapes.append("\\u%04x".formatted(c)));
    return escapes.toString();
  }
}
