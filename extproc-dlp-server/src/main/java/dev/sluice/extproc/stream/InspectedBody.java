package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.extproc.coding.Decoded;
import dev.sluice.extproc.coding.Recoding;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.Verdict;
import dev.sluice.extproc.response.Dialect;
import dev.sluice.extproc.response.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One direction's body under inspection: taken out of its content codings, if it has any, and put
 * back into them. What its inspection lets go of can be decoded at once by whoever gets it.
 */
final class InspectedBody implements AutoCloseable {
  private final BodyInspection inspection;
  private final Optional<Recoding> recoding;
  private final boolean flushes;
  private final EventBoundary boundary = new EventBoundary();

  /** {@code flushes} unless all of the body leaves together. */
  InspectedBody(BodyInspection inspection, Optional<Recoding> recoding, boolean flushes) {
    this.inspection = inspection;
    this.recoding = recoding;
    this.flushes = flushes;
  }

  /** As {@link BodyInspection#feed}, of the bytes as they travel. */
  Verdict feed(ByteString bytes, boolean last) {
    return recoding.isPresent()
        ? recoded(recoding.get(), bytes, last)
        : passed(inspection.feed(bytes, last));
  }

  /** What follows the output of a final verdict on an event stream: an error, and the end. */
  ByteString ending(Dialect dialect, ErrorCode code) {
    ByteString event =
        inspection.jsonLines()
            ? boundary.lineSeparator().concat(dialect.line(code))
            : boundary.separator().concat(dialect.event(code));
    return recoding
        .map(coded ->
            ByteString.copyFrom(coded.encode(event.toByteArray()))
                .concat(ByteString.copyFrom(coded.finish())))
        .orElse(event);
  }

  boolean eventStream() {
    return inspection.eventStream();
  }

  /** How many bytes of memory the body occupies. */
  long held() {
    return inspection.held() + recoding.map(Recoding::memory).orElse(0L);
  }

  @Override
  public void close() {
    recoding.ifPresent(Recoding::close);
  }

  private Verdict recoded(Recoding coded, ByteString bytes, boolean last) {
    ByteString.Output out = ByteString.newOutput();
    coded.feed(bytes.toByteArray());
    Verdict verdict = decoded(coded, last, out);
    write(out, coded.encode(verdict.output().toByteArray()));
    if (verdict instanceof Verdict.Pass && last) {
      write(out, coded.finish());
    } else if (flushes) {
      write(out, coded.flush());
    }
    return with(verdict, out.toByteString());
  }

  /**
   * The verdict on all that can be decoded, with the last plain output; earlier is in {@code out}.
   */
  private Verdict decoded(Recoding coded, boolean last, ByteString.Output out) {
    while (true) {
      switch (coded.next()) {
        case Decoded.Plain(ByteBuffer plain) -> {
          Verdict verdict = passed(inspection.feed(UnsafeByteOperations.unsafeWrap(plain), false));
          if (!(verdict instanceof Verdict.Pass)) {
            return verdict;
          }
          write(out, coded.encode(verdict.output().toByteArray()));
        }
        case Decoded.Hungry() -> {
          if (!last) {
            return new Verdict.Pass(ByteString.EMPTY);
          }
          return coded.complete()
              ? passed(inspection.feed(ByteString.EMPTY, true))
              : brokenOff(new Verdict.Invalid(ByteString.EMPTY, "coded data ends early"));
        }
        case Decoded.Broken(String why) -> {
          return brokenOff(new Verdict.Invalid(ByteString.EMPTY, why));
        }
        case Decoded.TooMuch() -> {
          return brokenOff(new Verdict.Overflow(ByteString.EMPTY));
        }
      }
    }
  }

  /** A value that blocks, before the place where the coded bytes make no sense, is still told. */
  private Verdict brokenOff(Verdict fault) {
    Verdict verdict = inspection.feed(ByteString.EMPTY, true);
    return verdict instanceof Verdict.Blocked ? passed(verdict) : fault;
  }

  private Verdict passed(Verdict verdict) {
    boundary.passed(verdict.output());
    return verdict;
  }

  private static Verdict with(Verdict verdict, ByteString output) {
    return switch (verdict) {
      case Verdict.Pass _ -> new Verdict.Pass(output);
      case Verdict.Blocked(var _, String rule) -> new Verdict.Blocked(output, rule);
      case Verdict.Overflow _ -> new Verdict.Overflow(output);
      case Verdict.Invalid(var _, String why) -> new Verdict.Invalid(output, why);
    };
  }

  private static void write(ByteString.Output out, byte[] bytes) {
    out.write(bytes, 0, bytes.length);
  }
}
