package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.common.error.ErrorDetails;
import dev.sluice.common.error.ErrorFormat;
import dev.sluice.extproc.coding.BodyTranscoder;
import dev.sluice.extproc.coding.DecodeResult;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One direction's body under inspection: taken out of its content codings, if it has any, and put
 * back into them. What its inspection lets go of can be decoded at once by whoever gets it.
 */
final class InspectedBody implements AutoCloseable {
  /** As much as even the slowest text lets go on within some milliseconds. */
  private static final int SLICE = 1 << 13;

  private final BodyInspection inspection;
  private final Optional<BodyTranscoder> recoding;
  private final Optional<EventIdWriter> ids;
  private final boolean flushes;
  private final TimeSlice turn;
  private final EventBoundaryTracker boundary = new EventBoundaryTracker();
  private ByteString rest = ByteString.EMPTY;
  private ByteString out = ByteString.EMPTY;
  private boolean last;
  private boolean isBusy;

  /** {@code flushes} unless all of the body leaves together. */
  InspectedBody(
      BodyInspection inspection,
      Optional<BodyTranscoder> recoding,
      Optional<EventIdWriter> ids,
      boolean flushes,
      TimeSlice turn) {
    this.inspection = inspection;
    this.recoding = recoding;
    this.ids = ids;
    this.flushes = flushes;
    this.turn = turn;
  }

  /**
   * As {@link BodyInspection#feed}, of the bytes as they travel; empty where that takes more than
   * the turn.
   */
  Optional<BodyVerdict> feed(ByteString bytes, boolean last) {
    this.last = last;
    if (recoding.isPresent()) {
      recoding.get().feed(bytes.toByteArray());
    } else {
      rest = bytes;
    }
    return resume();
  }

  /** Works on where the last turn ended. */
  Optional<BodyVerdict> resume() {
    Optional<BodyVerdict> verdict = recoding.isPresent() ? recoded(recoding.get()) : inspected();
    isBusy = verdict.isEmpty();
    return verdict;
  }

  boolean isBusy() {
    return isBusy;
  }

  /** What may leave of bytes whose verdict is not known yet. */
  ByteString takeOutput() {
    ByteString leaving = out;
    out = ByteString.EMPTY;
    return leaving;
  }

  /** What follows the output of a final verdict on an event stream: an error, and the end. */
  ByteString errorEnding(ErrorFormat shape, ErrorDetails error) {
    ByteString event =
        inspection.jsonLines()
            ? boundary.lineSeparator().concat(ByteString.copyFromUtf8(shape.jsonLine(error)))
            : numbered(boundary.separator().concat(ByteString.copyFromUtf8(shape.sseEvent(error))));
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
  long heldBytes() {
    long waiting = (long) rest.size() + out.size();
    return inspection.heldBytes() + waiting + recoding.map(BodyTranscoder::memoryBytes).orElse(0L);
  }

  @Override
  public void close() {
    recoding.ifPresent(BodyTranscoder::close);
  }

  private Optional<BodyVerdict> inspected() {
    do {
      ByteString slice = rest.size() <= SLICE ? rest : rest.substring(0, SLICE);
      rest = rest.substring(slice.size());
      BodyVerdict verdict = passed(inspection.feed(slice, last && rest.isEmpty()));
      out = out.concat(verdict.output());
      if (rest.isEmpty() || !(verdict instanceof BodyVerdict.Pass)) {
        rest = ByteString.EMPTY;
        return Optional.of(with(verdict, takeOutput()));
      }
    } while (!turn.isOver());
    return Optional.empty();
  }

  private Optional<BodyVerdict> recoded(BodyTranscoder coded) {
    Optional<BodyVerdict> known = decoded(coded);
    if (known.isPresent()) {
      BodyVerdict verdict = known.get();
      write(coded.encode(verdict.output().toByteArray()));
      if (verdict instanceof BodyVerdict.Pass && last) {
        write(coded.finish());
      } else if (flushes) {
        write(coded.flush());
      }
      return Optional.of(with(verdict, takeOutput()));
    }
    return known;
  }

  /** The verdict on all that can be decoded, with the last plain output. */
  private Optional<BodyVerdict> decoded(BodyTranscoder coded) {
    do {
      switch (coded.next()) {
        case DecodeResult.Plain(ByteBuffer plain) -> {
          BodyVerdict verdict =
              passed(inspection.feed(UnsafeByteOperations.unsafeWrap(plain), false));
          if (!(verdict instanceof BodyVerdict.Pass)) {
            return Optional.of(verdict);
          }
          write(coded.encode(verdict.output().toByteArray()));
        }
        case DecodeResult.NeedsInput() -> {
          return Optional.of(hungry(coded));
        }
        case DecodeResult.Malformed(String why) -> {
          return Optional.of(brokenOff(new BodyVerdict.Invalid(ByteString.EMPTY, why)));
        }
        case DecodeResult.LimitExceeded() -> {
          return Optional.of(brokenOff(new BodyVerdict.Overflow(ByteString.EMPTY)));
        }
      }
    } while (!turn.isOver());
    return Optional.empty();
  }

  private BodyVerdict hungry(BodyTranscoder coded) {
    if (!last) {
      return new BodyVerdict.Pass(ByteString.EMPTY);
    }
    return coded.isComplete()
        ? passed(inspection.feed(ByteString.EMPTY, true))
        : brokenOff(new BodyVerdict.Invalid(ByteString.EMPTY, "coded data ends early"));
  }

  /** A value that blocks, before the place where the coded bytes make no sense, is still told. */
  private BodyVerdict brokenOff(BodyVerdict fault) {
    BodyVerdict verdict = inspection.feed(ByteString.EMPTY, true);
    return verdict instanceof BodyVerdict.Blocked ? passed(verdict) : fault;
  }

  private BodyVerdict passed(BodyVerdict verdict) {
    BodyVerdict leaving = ids.isEmpty() ? verdict : with(verdict, numbered(verdict.output()));
    boundary.sent(leaving.output());
    return leaving;
  }

  private ByteString numbered(ByteString events) {
    return ids.map(numbers -> numbers.addIds(events)).orElse(events);
  }

  private static BodyVerdict with(BodyVerdict verdict, ByteString output) {
    return switch (verdict) {
      case BodyVerdict.Pass _ -> new BodyVerdict.Pass(output);
      case BodyVerdict.Blocked(var _, String rule, boolean attack) ->
          new BodyVerdict.Blocked(output, rule, attack);
      case BodyVerdict.Overflow _ -> new BodyVerdict.Overflow(output);
      case BodyVerdict.Invalid(var _, String why) -> new BodyVerdict.Invalid(output, why);
    };
  }

  private void write(byte[] bytes) {
    out = out.concat(UnsafeByteOperations.unsafeWrap(bytes));
  }
}
