package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.BodySamples.Sample;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A set of bodies that two readers may understand differently. */
public final class AmbiguousBodySamples {
  private static final String FORM = "application/x-www-form-urlencoded";
  static final String HIDDEN = "{\"k\":\"\\u0041KIAIOSFODNN7EXAMPLE\"}";

  private AmbiguousBodySamples() {}

  public static Stream<Sample> all() {
    return Stream.concat(typesInRequests(), wideText());
  }

  private static Stream<Sample> typesInRequests() {
    return Stream.concat(
        Stream.of(
                "application/x-json",
                "application/json-seq",
                "text/html",
                "multipart/mixed; boundary=x",
                "application/json, application/json",
                "image/png,application/json")
            .map(type ->
                new Sample(
                    "JSON sent as " + type,
                    Way.request(type),
                    ByteString.copyFromUtf8(HIDDEN),
                    "Blocked aws_access_key",
                    "{\"k\":\"",
                    List.of("AKIA", "IOSF"))),
        Stream.of("image/png", "application/grpc", "application/x-protobuf")
            .map(type ->
                new Sample(
                    "JSON sent as " + type,
                    Way.request(type),
                    ByteString.copyFromUtf8(" \n" + HIDDEN),
                    "Invalid JSON under a content type that is not text",
                    " \n{",
                    List.of("IOSF"))));
  }

  private static Stream<Sample> wideText() {
    String text = "{\"a\":\"hong@example.com\"}";
    return Stream.of(
        new Sample(
            "JSON that calls itself a form",
            Way.request(FORM),
            ByteString.copyFromUtf8(" " + HIDDEN),
            "Blocked aws_access_key",
            "",
            List.of("IOSF")),
        new Sample(
            "form that begins as JSON does",
            Way.request(FORM),
            ByteString.copyFromUtf8("{a=%41KIAIOSFODNN7EXAMPLE"),
            "Invalid not JSON in UTF-8 from byte 1 on",
            "{",
            List.of("IOSF")),
        wide("UTF-16LE with a mark", "text/csv", "\uFEFF" + text, StandardCharsets.UTF_16LE),
        wide("UTF-16BE with a mark", "text/plain", "\uFEFF" + text, StandardCharsets.UTF_16BE),
        wide("JSON in UTF-16LE", "application/json", text, StandardCharsets.UTF_16LE),
        wide("JSON in UTF-16BE", "", text, StandardCharsets.UTF_16BE),
        wide("JSON in UTF-32BE", "application/json", text, StandardCharsets.UTF_32BE));
  }

  private static Sample wide(String name, String type, String text, Charset charset) {
    return new Sample(
        name,
        Way.response(type),
        ByteString.copyFrom(text, charset),
        "Invalid text in UTF-16 or UTF-32 cannot be inspected",
        "",
        List.of("h"));
  }
}
