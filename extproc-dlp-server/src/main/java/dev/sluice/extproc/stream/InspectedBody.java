package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.common.error.ErrorShape;
import dev.sluice.common.error.ErrorText;
import dev.sluice.extproc.coding.Decoded;
import dev.sluice.extproc.coding.Recoding;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.Verdict;
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
  private final Optional<Recoding> recoding;
  private final Optional<EventIds> ids;
  private final boolean flushes;
  private final Turn turn;
  private final EventBoundary boundary = new EventBoundary();
  private ByteString rest = ByteString.EMPTY;
  private ByteString out = ByteString.EMPTY;
  private boolean last;
  private boolean busy;

  /** {@code flushes} unless all of the body leaves together. */
  InspectedBody(
      BodyInspection inspection,
      Optional<Recoding> recoding,
      Optional<EventIds> ids,
      boolean flushes,
      Turn turn) {
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
  Optional<Verdict> feed(ByteString bytes, boolean last) {
    this.last = last;
    if (recoding.isPresent()) {
      recoding.get().feed(bytes.toByteArray());
    } else {
      rest = bytes;
    }
    return goOn();
  }

  /** Works on where the last turn ended. */
  Optional<Verdict> goOn() {
    Optional<Verdict> verdict = recoding.isPresent() ? recoded(recoding.get()) : inspected();
    busy = verdict.isEmpty();
    return verdict;
  }

  boolean busy() {
    return busy;
  }

  /** What may leave of bytes whose verdict is not known yet. */
  ByteString soFar() {
    ByteString leaving = out;
    out = ByteString.EMPTY;
    return leaving;
  }

  /** What follows the output of a final verdict on an event stream: an error, and the end. */
  ByteString ending(ErrorShape shape, ErrorText error) {
    ByteString event =
        inspection.jsonLines()
            ? boundary.lineSeparator().concat(ByteString.copyFromUtf8(shape.line(error)))
            : numbered(boundary.separator().concat(ByteString.copyFromUtf8(shape.event(error))));
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
    long waiting = (long) rest.size() + out.size();
    return inspection.held() + waiting + recoding.map(Recoding::memory).orElse(0L);
  }

  @Override
  public void close() {
    recoding.ifPresent(Recoding::close);
  }

  private Optional<Verdict> inspected() {
    do {
      ByteString slice = rest.size() <= SLICE ? rest : rest.substring(0, SLICE);
      rest = rest.substring(slice.size());
      Verdict verdict = passed(inspection.feed(slice, last && rest.isEmpty()));
      out = out.concat(verdict.output());
      if (rest.isEmpty() || !(verdict instanceof Verdict.Pass)) {
        rest = ByteString.EMPTY;
        return Optional.of(with(verdict, soFar()));
      }
    } while (!turn.over());
    return Optional.empty();
  }

  private Optional<Verdict> recoded(Recoding coded) {
    Optional<Verdict> known = decoded(coded);
    if (known.isPresent()) {
      Verdict verdict = known.get();
      write(coded.encode(verdict.output().toByteArray()));
      if (verdict instanceof Verdict.Pass && last) {
        write(coded.finish());
      } else if (flushes) {
        write(coded.flush());
      }
      return Optional.of(with(verdict, soFar()));
    }
    return known;
  }

  /** The verdict on all that can be decoded, with the last plain output. */
  private Optional<Verdict> decoded(Recoding coded) {
    do {
      switch (coded.next()) {
        case Decoded.Plain(ByteBuffer plain) -> {
          Verdict verdict = passed(inspection.feed(UnsafeByteOperations.unsafeWrap(plain), false));
          if (!(verdict instanceof Verdict.Pass)) {
            return Optional.of(verdict);
          }
          write(coded.encode(verdict.output().toByteArray()));
        }
        case Decoded.Hungry() -> {
          return Optional.of(hungry(coded));
        }
        case Decoded.Broken(String why) -> {
          return Optional.of(brokenOff(new Verdict.Invalid(ByteString.EMPTY, why)));
        }
        case Decoded.TooMuch() -> {
          return Optional.of(brokenOff(new Verdict.Overflow(ByteString.EMPTY)));
        }
      }
    } while (!turn.over());
    return Optional.empty();
  }

  private Verdict hungry(Recoding coded) {
    if (!last) {
      return new Verdict.Pass(ByteString.EMPTY);
    }
    return coded.complete()
        ? passed(inspection.feed(ByteString.EMPTY, true))
        : brokenOff(new Verdict.Invalid(ByteString.EMPTY, "coded data ends early"));
  }

  /** A value that blocks, before the place where the coded bytes make no sense, is still told. */
  private Verdict brokenOff(Verdict fault) {
    Verdict verdict = inspection.feed(ByteString.EMPTY, true);
    return verdict instanceof Verdict.Blocked ? passed(verdict) : fault;
  }

  private Verdict passed(Verdict verdict) {
    Verdict leaving = ids.isEmpty() ? verdict : with(verdict, numbered(verdict.output()));
    boundary.passed(leaving.output());
    return leaving;
  }

  private ByteString numbered(ByteString events) {
    return ids.map(numbers -> numbers.add(events)).orElse(events);
  }

  private static Verdict with(Verdict verdict, ByteString output) {
    return switch (verdict) {
      case Verdict.Pass _ -> new Verdict.Pass(output);
      case Verdict.Blocked(var _, String rule, boolean attack) ->
          new Verdict.Blocked(output, rule, attack);
      case Verdict.Overflow _ -> new Verdict.Overflow(output);
      case Verdict.Invalid(var _, String why) -> new Verdict.Invalid(output, why);
    };
  }

  private void write(byte[] bytes) {
    out = out.concat(UnsafeByteOperations.unsafeWrap(bytes));
  }
}
