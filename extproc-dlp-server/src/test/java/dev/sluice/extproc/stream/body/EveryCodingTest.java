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
      assertEquals(expected, run(coded, sample, body, List.of(cut, body.length)), "cut at " + cut);
    }
    var random = new Random(7);
    for (int round = 0; round < 10; round++) {
      List<Integer> cuts = InspectionRun.random(random, body.length, 1 + random.nextInt(1, 40));
      assertEquals(expected, run(coded, sample, body, cuts), () -> "cuts " + cuts);
    }
    Result bytewise = run(coded, sample, body, InspectionRun.bytewise(body.length));
    assertEquals(expected, bytewise);
    for (String secret : sample.secrets()) {
      assertFalse(bytewise.plain().toStringUtf8().contains(secret), secret);
    }
  }

  private static Result run(CodedBodies coded, Sample sample, byte[] body, List<Integer> cuts) {
    var recoding = new BodyTranscoder(ContentCodings.of(coded.header()).orElseThrow(), LIMITS);
    var inspection = InspectionRun.open(sample.way());
    ByteString out = ByteString.EMPTY;
    BodyVerdict verdict = new BodyVerdict.Pass(out);
    try (var inspected =
        new InspectedBody(
            inspection,
            Optional.of(recoding),
            Optional.empty(),
            true,
            new TimeSlice(Duration.ZERO))) {
      int at = 0;
      for (int i = 0; i < cuts.size() && verdict instanceof BodyVerdict.Pass; i++) {
        ByteString piece = ByteString.copyFrom(Arrays.copyOfRange(body, at, cuts.get(i)));
        at = cuts.get(i);
        verdict = verdict(inspected, piece, i == cuts.size() - 1);
        out = out.concat(verdict.output());
      }
    }
    byte[] left = out.toByteArray();
    boolean whole = verdict instanceof BodyVerdict.Pass;
    ByteString plain = ByteString.copyFrom(whole ? coded.decode(left) : coded.decodeStart(left));
    return new Result(plain, InspectionRun.name(verdict));
  }

  private static BodyVerdict verdict(InspectedBody body, ByteString piece, boolean last) {
    Optional<BodyVerdict> verdict = body.feed(piece, last);
    while (verdict.isEmpty()) {
      verdict = body.resume();
    }
    return verdict.get();
  }
}
