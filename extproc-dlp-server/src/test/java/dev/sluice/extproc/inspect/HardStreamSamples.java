package dev.sluice.extproc.inspect;

import static dev.sluice.extproc.inspect.BodySamples.SSE;
import static dev.sluice.extproc.inspect.BodySamples.delta;
import static dev.sluice.extproc.inspect.BodySamples.masked;

import dev.sluice.extproc.inspect.BodySamples.Sample;
import java.util.stream.Stream;

/** A set of event streams that use every rule of the WHATWG specification. */
final class HardStreamSamples {
  private HardStreamSamples() {}

  static Stream<Sample> all() {
    return Stream.concat(lines(), fields());
  }

  private static Stream<Sample> lines() {
    return Stream.of("\n", "\r", "\r\n")
        .flatMap(end ->
            Stream.of(
                masked(
                    "line ends " + end.replace("\r", "CR").replace("\n", "LF"),
                    SSE,
                    with(end, delta(0, "to k@b") + delta(0, ".com now. ") + BodySamples.DONE),
                    with(end, delta(0, "to [EMAIL]") + delta(0, " now. ") + BodySamples.DONE),
                    "k@"),
                masked(
                    "JSON over lines that end in " + end.replace("\r", "CR").replace("\n", "LF"),
                    SSE,
                    with(
                        end,
                        "data: {\"a\":\ndata:  \"k@b.com\",\ndata: \"b\":4111111111111111}\n\n"),
                    with(
                        end,
                        "data: {\"a\":\ndata:  \"[EMAIL]\",\ndata: \"b\":\"[CARD ****1111]\"}\n\n"),
                    "k@",
                    "41111")));
  }

  private static Stream<Sample> fields() {
    return Stream.of(
        masked(
            "byte order mark",
            SSE,
            "\uFEFFdata: {\"a\":\"k@b.com\"}\n\n\uFEFFdata: l@b.com\n\n",
            "\uFEFFdata: {\"a\":\"[EMAIL]\"}\n\n\uFEFFdata: [EMAIL]\n\n",
            "b.com"),
        masked(
            "comments, ids, types and pauses",
            SSE,
            ": k@b.com\n:l@b.com\nid: m@b.com\nid\nevent: n@b.com\nretry: 10\nretry: o@b.com\n\n",
            ": [EMAIL]\n:[EMAIL]\nid: [EMAIL]\nid\nevent: [EMAIL]\nretry: 10\nretry: [EMAIL]\n\n",
            "b.com"),
        masked(
            "fields without values, and fields of no meaning",
            SSE,
            "data\ndata:\ndata: k@b.com\n\nDATA: l@b.com\ndatax: m@b.com\n data: n@b.com\n\n",
            "data\ndata:\ndata: [EMAIL]\n\nDATA: [EMAIL]\ndatax: [EMAIL]\n data: [EMAIL]\n\n",
            "b.com"),
        masked(
            "one space belongs to the field, more to the value",
            SSE,
            "data:k@b.com\n\ndata:  l@b.com\n\n",
            "data:[EMAIL]\n\ndata:  [EMAIL]\n\n",
            "b.com"),
        masked(
            "nothing but line ends",
            SSE,
            "\n\r\n\r\n\r\r\n: x\n\n\n\ndata: k@b.com\n\n\n",
            "\n\r\n\r\n\r\r\n: x\n\n\n\ndata: [EMAIL]\n\n\n",
            "b.com"),
        masked(
            "ids of the upstream stay",
            SSE,
            "id: 7\n" + delta(0, "k@b") + "id: 8\nretry: 3\n" + delta(0, ".com. "),
            "id: 7\n" + delta(0, "[EMAIL]") + "id: 8\nretry: 3\n" + delta(0, ". "),
            "k@"));
  }

  private static String with(String lineEnd, String stream) {
    return stream.replace("\n", lineEnd);
  }
}
