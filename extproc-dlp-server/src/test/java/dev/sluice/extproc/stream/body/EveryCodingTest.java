package dev.sluice.extproc.stream.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.coding.BodyTranscoder;
import dev.sluice.extproc.coding.CodedBodies;
import dev.sluice.extproc.coding.ContentCodings;
import dev.sluice.extproc.coding.DecodingLimits;
import dev.sluice.extproc.inspect.AllBodySamples;
import dev.sluice.extproc.inspect.BodySamples.Sample;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.BodyVerdict.Pass;
import dev.sluice.extproc.inspect.InspectionRun;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that the result is the same in every content coding and split. */
class EveryCodingTest {
  private static final DecodingLimits LIMITS = new DecodingLimits(100, 1 << 20, 1 << 20);

  /** The plain output and its end. */
  private record Result(ByteString plain, String verdict) {}

  static Stream<Arguments> samples() {
    return EnumSet.complementOf(EnumSet.of(CodedBodies.PLAIN)).stream()
        .flatMap(coded -> AllBodySamples.all().map(sample -> Arguments.of(coded, sample)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("samples")
  void body_everyCoding_sameResultAsPlain(CodedBodies coded, Sample sample) {
    InspectionRun plain = InspectionRun.whole(sample.way(), sample.body());
    var expected = new Result(plain.output(), plain.verdict());
    byte[] body = coded.encode(sample.body().toByteArray());
    for (int cut = 0; cut <= body.length; cut++) {
      Run run = run(coded, sample, body, List.of(cut, body.length), 0);
      assertEquals(expected, run.result(), "cut at " + cut);
    }
    var random = new Random(7);
    for (int round = 0; round < 10; round++) {
      List<Integer> cuts = InspectionRun.random(random, body.length, 1 + random.nextInt(1, 40));
      assertEquals(expected, run(coded, sample, body, cuts, 0).result(), () -> "cuts " + cuts);
    }
    List<Integer> bytewise = InspectionRun.bytewise(body.length);
    Result result = run(coded, sample, body, bytewise, 0).result();
    assertEquals(expected, result);
    for (String secret : sample.secrets()) {
      assertFalse(result.plain().toStringUtf8().contains(secret), secret);
    }
  }

  /** Runs with a kept original: a body that passes unchanged has the same bytes. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("samples")
  void body_keptOriginal_unchangedKeepsBytes(CodedBodies coded, Sample sample) {
    InspectionRun plain = InspectionRun.whole(sample.way(), sample.body());
    byte[] body = coded.encode(sample.body().toByteArray());
    boolean passes = plain.verdict().equals(InspectionRun.name(new Pass(ByteString.EMPTY)));
    boolean unchanged = passes && plain.output().equals(sample.body());
    for (int cut = 0; cut <= body.length; cut += 7) {
      Run run = run(coded, sample, body, List.of(cut, body.length), body.length);
      assertEquals(plain.verdict(), run.result().verdict());
      if (passes) {
        assertEquals(plain.output(), run.result().plain(), "cut at " + cut);
      }
      if (unchanged && !run.events()) {
        assertEquals(ByteString.copyFrom(body), run.left(), "cut at " + cut);
      }
    }
  }

  /** The bytes that left, with the verdict. */
  private record Run(CodedBodies coded, ByteString left, BodyVerdict verdict, boolean events) {
    Result result() {
      boolean whole = verdict instanceof Pass;
      byte[] bytes = left.toByteArray();
      ByteString plain =
          ByteString.copyFrom(whole ? coded.decode(bytes) : coded.decodeStart(bytes));
      return new Result(plain, InspectionRun.name(verdict));
    }
  }

  private static Run run(
      CodedBodies coded, Sample sample, byte[] body, List<Integer> cuts, long kept) {
    var inspection = InspectionRun.open(sample.way());
    var recoding = new BodyTranscoder(ContentCodings.of(coded.header()).orElseThrow(), LIMITS);
    ByteString out = ByteString.EMPTY;
    BodyVerdict verdict = new Pass(out);
    try (var inspected =
        new InspectedBody(
            inspection,
            Optional.of(recoding),
            Optional.empty(),
            true,
            kept,
            new TimeSlice(Duration.ZERO))) {
      int at = 0;
      for (int i = 0; i < cuts.size() && verdict instanceof Pass; i++) {
        ByteString piece = ByteString.copyFrom(Arrays.copyOfRange(body, at, cuts.get(i)));
        at = cuts.get(i);
        verdict = verdict(inspected, piece, i == cuts.size() - 1);
        out = out.concat(verdict.output());
      }
    }
    return new Run(coded, out, verdict, inspection.eventStream());
  }

  private static BodyVerdict verdict(InspectedBody body, ByteString piece, boolean last) {
    Optional<BodyVerdict> verdict = body.feed(piece, last);
    while (verdict.isEmpty()) {
      verdict = body.resume();
    }
    return verdict.get();
  }
}
