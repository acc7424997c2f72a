package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.BodySamples.Sample;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.List;
import java.util.stream.Stream;

/** A set of event streams whose data two readers may understand differently. */
public final class AmbiguousStreamSamples {
  private AmbiguousStreamSamples() {}

  public static Stream<Sample> all() {
    return Stream.of(
        new Sample(
            "a key twice",
            Way.response(BodySamples.SSE),
            ByteString.copyFromUtf8(
                BodySamples.delta(0, "ok. ")
                    + "data: {\"choices\":[{\"delta\":{\"content\":\"x\",\"content\":\"y\"}}]}\n\n"),
            "Invalid an object has a key twice",
            BodySamples.delta(0, "ok. "),
            List.of()),
        masked(
            "two documents in one event",
            "data: {\"choices\":[{\"index\":1,\"text\":\"ho\"}]}\ndata: {\"choices\":[{\"index\":0,\"text\":\"x \"}]}\n\ndata: {\"choices\":[{\"index\":1,\"text\":\"ng@example.com \"}]}\n\n",
            "data: {\"choices\":[{\"index\":1,\"text\":\"[EMAIL]\"}]}\ndata: {\"choices\":[{\"index\":0,\"text\":\"x \"}]}\n\ndata: {\"choices\":[{\"index\":1,\"text\":\" \"}]}\n\n",
            "ng@"),
        masked(
            "text that begins with a bracket goes on",
            "data: see \n\ndata: [hong@exa\n\ndata: mple.com]\n\n",
            "data: see \n\ndata: [[EMAIL]\n\ndata: ]\n\n",
            "hong",
            "mple"),
        masked(
            "JSON in pieces goes on",
            "data: {\"mail\":\"hong@ex\n\ndata: ample.com\"}\n\n",
            "data: {\"mail\":\"[EMAIL]\n\ndata: \"}\n\n",
            "hong",
            "ample"),
        masked(
            "text of one event by itself",
            "data: 7\n\ndata: 4111111111111111\n\ndata: 8\n\n",
            "data: 7\n\ndata: [CARD ****1111]\n\ndata: 8\n\n",
            "41111"),
        masked(
            "text that is found in both ways",
            "data: see x\n\ndata: hong@example.co\n\ndata: m now\n\n",
            "data: see [EMAIL]\n\ndata: [EMAIL]\n\ndata:  now\n\n",
            "hong",
            "see x"));
  }

  private static Sample masked(String name, String body, String expected, String... secrets) {
    return new Sample(
        name,
        Way.response(BodySamples.SSE),
        ByteString.copyFromUtf8(body),
        "Pass",
        expected,
        List.of(secrets));
  }
}
