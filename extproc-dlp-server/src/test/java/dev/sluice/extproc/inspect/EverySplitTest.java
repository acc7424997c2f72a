package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.testkit.Sweep;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that output, verdict, findings and usage depend on the body's bytes alone. */
class EverySplitTest {
  static Stream<BodySamples.Sample> samples() {
    return AllBodySamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samples_everySplit_sameResult(BodySamples.Sample sample) {
    ByteString body = sample.body();
    InspectionRun whole = InspectionRun.whole(sample.way(), body);
    assertEquals(sample.verdict(), whole.verdict());
    for (int cut = 0; cut <= body.size(); cut++) {
      InspectionRun cutOnce = InspectionRun.cut(sample.way(), body, List.of(cut, body.size()));
      assertEquals(whole.result(), cutOnce.result(), "cut at " + cut);
    }
    assertEquals(
        whole.result(),
        InspectionRun.cut(sample.way(), body, InspectionRun.bytewise(body.size())).result());
    var random = new Random(7);
    for (int round = 0; round < Sweep.of(40, 200); round++) {
      List<Integer> cuts = InspectionRun.random(random, body.size(), 1 + random.nextInt(1, 40));
      assertEquals(
          whole.result(),
          InspectionRun.cut(sample.way(), body, cuts).result(),
          () -> "cuts " + cuts);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samples_everyPrefix_hasNoPartOfValue(BodySamples.Sample sample) {
    InspectionRun bytewise =
        InspectionRun.cut(
            sample.way(), sample.body(), InspectionRun.bytewise(sample.body().size()));
    var shown = new StringBuilder();
    for (ByteString output : bytewise.outputs()) {
      shown.append(output.toStringUtf8());
    }
    for (String fragment : sample.secrets()) {
      assertFalse(shown.toString().contains(fragment), () -> fragment + " in " + shown);
    }
    if (!sample.expected().isEmpty()) {
      assertEquals(sample.expected(), bytewise.text());
    }
    assertTrue(bytewise.findings().toString().chars().noneMatch(c -> c == '@'));
  }

  /**
   * The bodies are random mixtures of bytes that decoders and rules react to, most of them invalid.
   */
  @ParameterizedTest
  @MethodSource("ways")
  void randomBodies_anySplit_sameResult(Way way) {
    var random = new Random(20_260_101);
    for (int round = 0; round < Sweep.of(300, 1_500); round++) {
      ByteString body = BodySamples.random(random);
      InspectionRun whole = InspectionRun.whole(way, body);
      String seen = way + " " + body.toStringUtf8();
      assertEquals(
          whole.result(),
          InspectionRun.cut(way, body, InspectionRun.bytewise(body.size())).result(),
          () -> "bytewise " + seen);
      List<Integer> cuts = InspectionRun.random(random, body.size(), 2 + random.nextInt(30));
      assertEquals(
          whole.result(), InspectionRun.cut(way, body, cuts).result(), () -> cuts + " " + seen);
    }
  }

  static Stream<Way> ways() {
    return Stream.of(
            "application/json",
            "application/x-ndjson",
            "text/event-stream",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=b",
            "text/plain",
            "text/html")
        .flatMap(type ->
            Stream.of(
                Way.response(type),
                Way.response(type).with(BodySamples.OVERLAPPING),
                Way.response(type).with(BodySamples.OVERLAPPING).holding(40),
                Way.request(type)));
  }
}
