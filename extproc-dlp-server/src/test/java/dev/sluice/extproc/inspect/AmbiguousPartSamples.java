package dev.sluice.extproc.inspect;

import static dev.sluice.extproc.inspect.MultipartSamples.TYPE;
import static dev.sluice.extproc.inspect.MultipartSamples.field;
import static dev.sluice.extproc.inspect.MultipartSamples.part;
import static dev.sluice.extproc.inspect.MultipartSamples.parts;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.BodySamples.Sample;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.List;
import java.util.stream.Stream;

/** A set of multipart bodies that two readers may split differently. */
final class AmbiguousPartSamples {
  private static final String HIDDEN = "AKIA" + "IOSFODNN7EXAMPLE";
  private static final String IMAGE = "Content-Type: image/png";
  private static final String MISPLACED = "a multipart body with a misplaced boundary";
  private static final String ENCODED = "a part in an encoding that cannot be inspected";
  private static final String HEADERS = "a part with broken headers";

  private AmbiguousPartSamples() {}

  static Stream<Sample> all() {
    return Stream.of(boundaries(), headers(), bodies()).flatMap(samples -> samples);
  }

  private static Stream<Sample> boundaries() {
    return Stream.of(
        refused(
            "the end missing",
            "------x7\r\n" + field("a", "b"),
            "a multipart body without its last boundary"),
        refused("no boundary at all", "just text", "a multipart body without its last boundary"),
        refused("a boundary behind LF", image("x\n------x7\n\n" + HIDDEN), MISPLACED),
        refused("a boundary behind CR", image("x\r------x7\r\r" + HIDDEN), MISPLACED),
        refused("a boundary inside a line", image("x------x7\r\n\r\n" + HIDDEN), MISPLACED),
        refused("a boundary that goes on", image("x\r\n------x7y\r\n\r\n" + HIDDEN), MISPLACED),
        refused("a boundary with blanks", image("x\r\n------x7 \r\n\r\n" + HIDDEN), MISPLACED),
        refused("a boundary and half an end", image("x\r\n------x7-\r\n\r\n" + HIDDEN), MISPLACED),
        refused("a boundary and LF", image("x\r\n------x7\n\n" + HIDDEN), MISPLACED),
        refused(
            "a part behind the end",
            parts(field("a", "b")) + parts(part(IMAGE, HIDDEN)),
            MISPLACED),
        refused(
            "a boundary among headers",
            "------x7\r\n" + IMAGE + "\r\n" + parts(field("a", "b")),
            MISPLACED),
        new Sample(
            "two boundaries named",
            Way.request("multipart/form-data; boundary=a; boundary=b"),
            ByteString.copyFromUtf8("--a"),
            "Invalid a multipart body without a single valid boundary",
            "",
            List.of("a")),
        new Sample(
            "two types named",
            Way.request("multipart/form-data; boundary=a, application/json"),
            ByteString.copyFromUtf8("--a"),
            "Invalid a multipart body without a single valid boundary",
            "",
            List.of("a")));
  }

  private static Stream<Sample> headers() {
    return Stream.of(
        refused(
            "a header over two lines",
            one("Content-Type: image/png;\r\n charset=utf-8", HIDDEN),
            HEADERS),
        refused("headers that end in LF", one("Content-Type: image/png\nX: y", HIDDEN), HEADERS),
        refused("no colon", one("Content-Type image/png", HIDDEN), HEADERS),
        refused("a blank before the colon", one("Content-Type : image/png", HIDDEN), HEADERS),
        refused("a header twice", one(IMAGE + "\r\ncontent-type: text/plain", HIDDEN), HEADERS),
        refused("headers too long", one("X: " + "y".repeat(9000), HIDDEN), HEADERS),
        refused(
            "words in the encoding of mail", one("Subject: =?utf-8?B?QUtJQQ==?=", "x"), ENCODED));
  }

  private static Stream<Sample> bodies() {
    return Stream.of(
        refused(
            "base64",
            one("Content-Transfer-Encoding: Base64", "QUtJQUlPU0ZPRE5ON0VYQU1QTEU="),
            ENCODED),
        refused(
            "an encoded image",
            one(IMAGE + "\r\nContent-Transfer-Encoding: base64", "QUtJ"),
            ENCODED),
        refused(
            "quoted-printable",
            one("Content-Transfer-Encoding: quoted-printable", "AK=49A"),
            ENCODED),
        refused("a coded part", one("Content-Encoding: gzip", "\u001f"), ENCODED),
        refused(
            "JSON that says it is an image",
            image(" {\"a\":\"" + HIDDEN + "\"}"),
            "JSON under a content type that is not text"),
        refused(
            "JSON that is none",
            one("Content-Type: application/json", "{'a':1}"),
            "not JSON in UTF-8 from byte 45 on"),
        refused(
            "text that hides itself",
            one("Content-Type: text/plain; charset=utf-16", "x"),
            "a charset that cannot be inspected"),
        refused("parts in parts in parts", nested(4), "multipart bodies nested too deep"),
        new Sample(
            "an encoded image in an answer",
            Way.response(TYPE),
            ByteString.copyFromUtf8(one(IMAGE + "\r\nContent-Transfer-Encoding: base64", "QUtJ")),
            "Pass",
            one(IMAGE + "\r\nContent-Transfer-Encoding: base64", "QUtJ"),
            List.of()));
  }

  private static String image(String body) {
    return one(IMAGE, body);
  }

  private static String one(String headers, String body) {
    return parts(part(headers, body));
  }

  private static String nested(int depth) {
    String body = "x";
    for (int i = depth; i > 1; i--) {
      body =
          "--in"
              + i
              + "\r\n"
              + (i == depth ? "" : "Content-Type: multipart/mixed; boundary=in" + (i + 1) + "\r\n")
              + "\r\n"
              + body
              + "\r\n--in"
              + i
              + "--";
    }
    return one("Content-Type: multipart/mixed; boundary=in2", body);
  }

  private static Sample refused(String name, String body, String why) {
    return new Sample(
        name,
        Way.request(TYPE),
        ByteString.copyFromUtf8(body),
        "Invalid " + why,
        "",
        List.of(HIDDEN));
  }
}
