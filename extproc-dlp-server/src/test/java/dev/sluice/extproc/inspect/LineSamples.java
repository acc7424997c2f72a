package dev.sluice.extproc.inspect;

import static dev.sluice.extproc.inspect.BodySamples.masked;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.BodySamples.Sample;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.List;
import java.util.stream.Stream;

/** A set of streams with a document on every line. */
final class LineSamples {
  private static final String LINES = "application/x-ndjson";

  private LineSamples() {}

  static Stream<Sample> all() {
    return Stream.of(
        masked(
            "lines by their other names",
            "application/jsonl; charset=utf-8",
            "{\"a\":\"k@b.com\"}\n{\"a\":4111111111111111}\n",
            "{\"a\":\"[EMAIL]\"}\n{\"a\":\"[CARD ****1111]\"}\n",
            "k@",
            "41111"),
        masked(
            "lines that end in CRLF, empty ones, and one without an end",
            LINES,
            "{\"a\":\"k@b.com\"}\r\n\r\n\n \t\n[\"l@b.com\"]",
            "{\"a\":\"[EMAIL]\"}\r\n\r\n\n \t\n[\"[EMAIL]\"]",
            "b.com"),
        masked(
            "a broken line ends with its line",
            LINES,
            "{\"a\":\"k@b.com\n{\"b\":\"l@b.com\"}\nm@b.com\n\"n@b.com\" x\n",
            "{\"a\":\"[EMAIL]\n{\"b\":\"[EMAIL]\"}\n\"[EMAIL]\"\n\"[EMAIL]\" x\n",
            "b.com"),
        new Sample(
            "a line that blocks, after lines that have left",
            Way.response(LINES),
            ByteString.copyFromUtf8(
                "{\"a\":\"ok\"}\n{\"a\":\"k@b.com\",\"b\":\"AKIAIOSFODNN7EXAMPLE\"}\n{\"a\":\"x\"}\n"),
            "Blocked aws_access_key",
            "{\"a\":\"ok\"}\n",
            List.of("AKIA", "k@b")),
        new Sample(
            "a value over lines that blocks",
            Way.response(LINES),
            ByteString.copyFromUtf8(
                said("A clean start. ") + said("AKIAIOSF") + said("ODNN7EXAMPLE. ") + said("x")),
            "Blocked aws_access_key",
            said("A clean start. "),
            List.of("AKIA", "ODNN")),
        new Sample(
            "a line longer than may be held",
            Way.response(LINES).holding(200),
            ByteString.copyFromUtf8("{\"a\":\"ok\"}\n{\"a\":\"" + "x ".repeat(200) + "\"}\n"),
            "Overflow",
            "{\"a\":\"ok\"}\n",
            List.of("x x")),
        new Sample(
            "lines of a request are JSON, each of them",
            Way.request(LINES),
            ByteString.copyFromUtf8("{\"a\":\"k@b.com\"}\n{\"a\":}\n"),
            "Invalid not JSON in UTF-8 from byte 21 on",
            "{\"a\":\"[EMAIL]\"}\n{\"a\":",
            List.of("k@b")));
  }

  private static String said(String text) {
    return "{\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"done\":false}\n";
  }
}
