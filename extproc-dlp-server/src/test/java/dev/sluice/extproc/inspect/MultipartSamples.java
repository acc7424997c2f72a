package dev.sluice.extproc.inspect;

import static dev.sluice.extproc.inspect.BodySamples.masked;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.BodySamples.Sample;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.List;
import java.util.stream.Stream;

/** A set of multipart bodies: forms with files, and others. */
final class MultipartSamples {
  static final String TYPE = "multipart/form-data; boundary=----x7";

  private MultipartSamples() {}

  static Stream<Sample> all() {
    return Stream.concat(kinds(), places());
  }

  private static Stream<Sample> kinds() {
    return Stream.of(
        masked(
            "parts of every type",
            TYPE,
            parts(
                field("a", "k@b.com"),
                part(
                    "Content-Type: application/json",
                    "{\"b\":\"l\\u0040b.com\",\"c\":4111111111111111}"),
                part("Content-Type: text/plain; charset=utf-8", " {\"d\":\"m\\u0040b.com\"}"),
                part("content-type:application/x-www-form-urlencoded", "e=n%40b.com&f=g"),
                part("Content-Type: application/x-ndjson", "{\"h\":\"o@b.com\"}\n[\"p@b.com\"]"),
                part("Content-Type: text/csv", "i,q@b.com"),
                part("", "r@b.com")),
            parts(
                field("a", "[EMAIL]"),
                part(
                    "Content-Type: application/json",
                    "{\"b\":\"[EMAIL]\",\"c\":\"[CARD ****1111]\"}"),
                part("Content-Type: text/plain; charset=utf-8", " {\"d\":\"[EMAIL]\"}"),
                part("content-type:application/x-www-form-urlencoded", "e=%5BEMAIL%5D&f=g"),
                part("Content-Type: application/x-ndjson", "{\"h\":\"[EMAIL]\"}\n[\"[EMAIL]\"]"),
                part("Content-Type: text/csv", "i,[EMAIL]"),
                part("", "[EMAIL]")),
            "b.com",
            "41111"),
        request(
            "a file that is no text",
            parts(
                part(
                    "Content-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary",
                    "\u0001PNG k@b.com\r\n-----x7"),
                field("a", "l@b.com")),
            parts(
                part(
                    "Content-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary",
                    "\u0001PNG k@b.com\r\n-----x7"),
                field("a", "[EMAIL]")),
            "l@b.com"),
        masked(
            "parts of a part",
            TYPE,
            parts(
                part(
                    "Content-Type: multipart/mixed; boundary=\"inner b\"",
                    "--inner b\r\n\r\nk@b.com\r\n--inner b\r\nContent-Type: application/json\r\n\r\n[\"l@b.com\"]\r\n--inner b--"),
                field("c", "m@b.com")),
            parts(
                part(
                    "Content-Type: multipart/mixed; boundary=\"inner b\"",
                    "--inner b\r\n\r\n[EMAIL]\r\n--inner b\r\nContent-Type: application/json\r\n\r\n[\"[EMAIL]\"]\r\n--inner b--"),
                field("c", "[EMAIL]")),
            "b.com"),
        new Sample(
            "a part that blocks",
            Way.request(TYPE),
            ByteString.copyFromUtf8(parts(field("a", "x"), field("b", "AKIAIOSFODNN7EXAMPLE"))),
            "Blocked aws_access_key",
            start(field("a", "x"), "Content-Disposition: form-data; name=\"b\""),
            List.of("AKIA")));
  }

  private static Stream<Sample> places() {
    return Stream.of(
        masked(
            "names, and names of files",
            TYPE,
            parts(
                part(
                    "Content-Disposition: form-data; name=\"k@b.com\"; filename=\"4111 1111 1111 1111.txt\"",
                    "x"),
                part(
                    "Content-Disposition: form-data; name=a; filename=\"l\\@b.com \\\"m%40b.com\\\".txt\"",
                    "x"),
                part(
                    "Content-Disposition: form-data; name=a; filename*=UTF-8''x%204111%201111%201111%201111.txt",
                    "x")),
            parts(
                part(
                    "Content-Disposition: form-data; name=\"[EMAIL]\"; filename=\"[CARD ****1111].txt\"",
                    "x"),
                part(
                    "Content-Disposition: form-data; name=a; filename=\"[EMAIL] \\\"[EMAIL]\\\".txt\"",
                    "x"),
                part(
                    "Content-Disposition: form-data; name=a; filename*=UTF-8''x%20[CARD ****1111].txt",
                    "x")),
            "b.com",
            "41111",
            "4111%20"),
        masked(
            "around the parts",
            TYPE,
            "k@b.com\r\n" + parts(field("a", "x")) + "l@b.com\r\n",
            "[EMAIL]\r\n" + parts(field("a", "x")) + "[EMAIL]\r\n",
            "b.com"),
        masked(
            "a value that ends at the boundary, and one that is not one over it",
            TYPE,
            parts(field("a", "x k@b.com"), field("b", "4111 1111"), field("c", "1111 1111")),
            parts(field("a", "x [EMAIL]"), field("b", "4111 1111"), field("c", "1111 1111")),
            "k@"),
        masked(
            "nearly boundaries",
            TYPE,
            parts(field("a", "\r\n--\r\n------x\r\r\n------\r\n\r\n-----X7 k@b.com\r\n--")),
            parts(field("a", "\r\n--\r\n------x\r\r\n------\r\n\r\n-----X7 [EMAIL]\r\n--")),
            "k@"),
        masked(
            "the name of a field says what its value is",
            TYPE,
            parts(field("password", "Xk29vLq8wZ3n"), field("note", "Xk29vLq8wZ3n")),
            parts(field("password", "[SECRET]"), field("note", "Xk29vLq8wZ3n"))),
        masked("no part", TYPE, "------x7--\r\n", "------x7--\r\n"),
        masked(
            "empty parts",
            TYPE,
            parts(part("", ""), field("a", "")),
            parts(part("", ""), field("a", ""))));
  }

  private static Sample request(String name, String body, String expected, String... secrets) {
    return new Sample(
        name, Way.request(TYPE), ByteString.copyFromUtf8(body), "Pass", expected, List.of(secrets));
  }

  static String field(String name, String value) {
    return part("Content-Disposition: form-data; name=\"" + name + "\"", value);
  }

  static String part(String headers, String body) {
    return headers + (headers.isEmpty() ? "" : "\r\n") + "\r\n" + body;
  }

  static String parts(String... parts) {
    return "------x7\r\n" + String.join("\r\n------x7\r\n", parts) + "\r\n------x7--\r\n";
  }

  private static String start(String whole, String headers) {
    return "------x7\r\n" + whole + "\r\n------x7\r\n" + headers + "\r\n\r\n";
  }
}
