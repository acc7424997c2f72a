package dev.sluice.extproc.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

final class CutCheckTest {
  private static final ExchangeScope SCOPE = new ExchangeScope("", "", "", "", "/");

  /** An inspector whose output depends on the chunks. */
  private record ChunkInspector(BiFunction<Integer, ByteString, ByteString> output)
      implements Inspector {
    @Override
    public String version() {
      return "test";
    }

    @Override
    public Optional<BodyInspection> open(
        BodyDirection direction, String type, ExchangeScope scope, InspectionSettings settings) {
      return Optional.of(new ChunkInspection(output));
    }

    @Override
    public boolean mayBlock(BodyDirection direction, ExchangeScope scope, RouteWafParts waf) {
      return false;
    }
  }

  private static final class ChunkInspection implements BodyInspection {
    private final BiFunction<Integer, ByteString, ByteString> output;
    private int chunks;

    ChunkInspection(BiFunction<Integer, ByteString, ByteString> output) {
      this.output = output;
    }

    @Override
    public BodyVerdict feed(ByteString chunk, boolean last) {
      chunks++;
      return new BodyVerdict.Pass(output.apply(chunks, chunk));
    }

    @Override
    public List<DlpFinding> findings() {
      return List.of();
    }

    @Override
    public InspectionOutcome outcome() {
      throw new UnsupportedOperationException();
    }

    @Override
    public TokenUsage usage() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long heldBytes() {
      return 0;
    }

    @Override
    public boolean eventStream() {
      return false;
    }

    @Override
    public Optional<String> diffHash() {
      return Optional.empty();
    }
  }

  private static BodyRun.Subject subject(
      String text, BiFunction<Integer, ByteString, ByteString> output) {
    return new BodyRun.Subject(
        new ChunkInspector(output),
        BodyDirection.REQUEST,
        "text/plain",
        SCOPE,
        true,
        ByteString.copyFromUtf8(text));
  }

  private static CutCheck every(BodyRun.Subject subject) {
    return CutCheck.every(subject, subject.run());
  }

  @Test
  void every_sameOutput_cutsAtEachByte() {
    CutCheck check = every(subject("0123456789", (_, chunk) -> chunk));
    assertEquals(new CutCheck(9, 10, true, OptionalInt.empty()), check);
  }

  @Test
  void every_emptyBody_isComplete() {
    assertEquals(
        new CutCheck(0, 0, true, OptionalInt.empty()), every(subject("", (_, chunk) -> chunk)));
  }

  @Test
  void every_cutInValue_isNamed() {
    ByteString value = ByteString.copyFromUtf8("34");
    CutCheck check =
        every(
            subject(
                "0123456789",
                (_, chunk) ->
                    ByteString.copyFromUtf8(
                        chunk.toStringUtf8().replace(value.toStringUtf8(), "**"))));
    assertEquals(OptionalInt.of(4), check.differing());
    assertFalse(check.complete());
  }

  @Test
  void every_onlySingleBytesDiffer_isZero() {
    CutCheck check =
        every(subject("0123456789", (count, chunk) -> count > 2 ? ByteString.EMPTY : chunk));
    assertEquals(OptionalInt.of(0), check.differing());
  }

  @Test
  void of_longText_spreadsItsCuts() {
    BodyRun.Subject subject = subject("x".repeat(1_001), (_, chunk) -> chunk);
    CutCheck check = CutCheck.of(subject, subject.run(), 10, () -> false);
    assertEquals(new CutCheck(10, 11, false, OptionalInt.empty()), check);
  }

  @Test
  void of_timeOver_stops() {
    AtomicInteger asked = new AtomicInteger();
    BodyRun.Subject subject = subject("x".repeat(1_001), (_, chunk) -> chunk);
    CutCheck check = CutCheck.of(subject, subject.run(), 1_000, () -> asked.incrementAndGet() > 3);
    assertEquals(new CutCheck(3, 3, false, OptionalInt.empty()), check);
    assertTrue(check.differing().isEmpty());
  }
}
