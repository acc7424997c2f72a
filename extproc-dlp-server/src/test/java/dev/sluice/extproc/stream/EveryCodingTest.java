package dev.sluice.extproc.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.coding.Coded;
import dev.sluice.extproc.coding.Codings;
import dev.sluice.extproc.coding.DecodingLimits;
import dev.sluice.extproc.coding.Recoding;
import dev.sluice.extproc.inspect.EverySample;
import dev.sluice.extproc.inspect.Inspected;
import dev.sluice.extproc.inspect.Samples.Sample;
import dev.sluice.extproc.inspect.Verdict;
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

/** What becomes of a body is the same in every content coding, however its bytes are cut. */
class EveryCodingTest {
  private static final DecodingLimits LIMITS = new DecodingLimits(100, 1 << 20, 1 << 20);

  /** The plain text that left, and how it ended. */
  private record Result(ByteString plain, String verdict) {}

  static Stream<Arguments> samples() {
    return EnumSet.complementOf(EnumSet.of(Coded.PLAIN)).stream()
        .flatMap(coded -> EverySample.all().map(sample -> Arguments.of(coded, sample)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("samples")
  void result_sameAsOfPlainBytes(Coded coded, Sample sample) {
    Inspected plain = Inspected.whole(sample.way(), sample.body());
    var expected = new Result(plain.output(), plain.verdict());
    byte[] body = coded.encode(sample.body().toByteArray());
    for (int cut = 0; cut <= body.length; cut++) {
      assertEquals(expected, run(coded, sample, body, List.of(cut, body.length)), "cut at " + cut);
    }
    var random = new Random(7);
    for (int round = 0; round < 10; round++) {
      List<Integer> cuts = Inspected.random(random, body.length, 1 + random.nextInt(1, 40));
      assertEquals(expected, run(coded, sample, body, cuts), () -> "cuts " + cuts);
    }
    Result bytewise = run(coded, sample, body, Inspected.bytewise(body.length));
    assertEquals(expected, bytewise);
    for (String secret : sample.secrets()) {
      assertFalse(bytewise.plain().toStringUtf8().contains(secret), secret);
    }
  }

  private static Result run(Coded coded, Sample sample, byte[] body, List<Integer> cuts) {
    var recoding = new Recoding(Codings.of(coded.header()).orElseThrow(), LIMITS);
    var inspection = Inspected.open(sample.way());
    ByteString out = ByteString.EMPTY;
    Verdict verdict = new Verdict.Pass(out);
    try (var inspected =
        new InspectedBody(
            inspection, Optional.of(recoding), Optional.empty(), true, new Turn(Duration.ZERO))) {
      int at = 0;
      for (int i = 0; i < cuts.size() && verdict instanceof Verdict.Pass; i++) {
        ByteString piece = ByteString.copyFrom(Arrays.copyOfRange(body, at, cuts.get(i)));
        at = cuts.get(i);
        verdict = verdict(inspected, piece, i == cuts.size() - 1);
        out = out.concat(verdict.output());
      }
    }
    byte[] left = out.toByteArray();
    boolean whole = verdict instanceof Verdict.Pass;
    ByteString plain = ByteString.copyFrom(whole ? coded.decode(left) : coded.decodeStart(left));
    return new Result(plain, Inspected.name(verdict));
  }

  private static Verdict verdict(InspectedBody body, ByteString piece, boolean last) {
    Optional<Verdict> verdict = body.feed(piece, last);
    while (verdict.isEmpty()) {
      verdict = body.goOn();
    }
    return verdict.get();
  }
}
