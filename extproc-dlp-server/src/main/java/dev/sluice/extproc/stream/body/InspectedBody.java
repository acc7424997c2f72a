package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.common.error.ErrorDetails;
import dev.sluice.common.error.ErrorWriter;
import dev.sluice.extproc.coding.BodyTranscoder;
import dev.sluice.extproc.coding.DecodeResult;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The body of one direction under inspection: decoded from its content codings, if any, and encoded
 * in them again. Its receiver can decode every output without later bytes. A body that nothing
 * changes leaves as it arrived if its coded bytes are kept until its end; events never wait for it.
 */
final class InspectedBody implements AutoCloseable {
  /** The number of bytes that even the slowest text needs only some milliseconds for. */
  private static final int SLICE = 1 << 13;

  private final BodyInspection inspection;
  private final Optional<BodyTranscoder> transcoder;
  private final Optional<EventIdWriter> ids;
  private final boolean flushes;
  private final TimeSlice timeSlice;
  private final CodedOriginal original;
  private final EventBoundaryTracker boundary = new EventBoundaryTracker();
  private ByteString rest = ByteString.EMPTY;
  private ByteString out = ByteString.EMPTY;
  private boolean last;
  private boolean isBusy;
  private boolean isOriginal;

  /**
   * Creates a body.
   *
   * @param flushes false if the whole body leaves at once
   * @param keptBytes the most coded bytes that wait for the end, to leave as they arrived
   */
  InspectedBody(
      BodyInspection inspection,
      Optional<BodyTranscoder> transcoder,
      Optional<EventIdWriter> ids,
      boolean flushes,
      long keptBytes,
      TimeSlice timeSlice) {
    this.inspection = inspection;
    this.transcoder = transcoder;
    this.ids = ids;
    this.flushes = flushes;
    this.timeSlice = timeSlice;
    this.original = new CodedOriginal(inspection.eventStream() ? 0 : keptBytes);
  }

  /**
   * Inspects the next bytes, still in their content codings; returns empty if they need another
   * time slice.
   */
  Optional<BodyVerdict> feed(ByteString bytes, boolean last) {
    this.last = last;
    if (transcoder.isPresent()) {
      original.add(bytes);
      transcoder.get().feed(bytes.toByteArray());
    } else {
      rest = bytes;
    }
    return resume();
  }

  /** Continues with the bytes of the last time slice. */
  Optional<BodyVerdict> resume() {
    Optional<BodyVerdict> verdict =
        transcoder.isPresent() ? inspectCoded(transcoder.get()) : inspectPlain();
    isBusy = verdict.isEmpty();
    return verdict;
  }

  boolean isBusy() {
    return isBusy;
  }

  /** Returns what a busy body waits for; empty if it only needs another time slice. */
  Optional<CompletionStage<?>> awaited() {
    return inspection.awaited();
  }

  /** Returns true if the whole body has left with the coded bytes that arrived. */
  boolean isOriginal() {
    return isOriginal;
  }

  /**
   * Removes and returns output that may leave although the verdict on the last bytes is still open.
   */
  ByteString takeOutput() {
    ByteString leaving = out;
    out = ByteString.EMPTY;
    return leaving;
  }

  /**
   * Returns the bytes after the output of a final verdict on an event stream: an error event and
   * the end.
   */
  ByteString errorEnding(ErrorWriter errors, ErrorDetails error) {
    ByteString event =
        inspection.jsonLines()
            ? boundary.lineSeparator().concat(ByteString.copyFromUtf8(errors.jsonLine(error)))
            : withIds(boundary.separator().concat(ByteString.copyFromUtf8(errors.sseEvent(error))));
    return transcoder
        .map(coded ->
            ByteString.copyFrom(coded.encode(event.toByteArray()))
                .concat(ByteString.copyFrom(coded.finish())))
        .orElse(event);
  }

  /** Returns the findings so far. */
  List<DlpFinding> findings() {
    return inspection.findings();
  }

  boolean eventStream() {
    return inspection.eventStream();
  }

  /** Returns the number of bytes of memory that the body uses. */
  long heldBytes() {
    long waiting = (long) rest.size() + out.size() + original.size();
    return inspection.heldBytes()
        + waiting
        + transcoder.map(BodyTranscoder::memoryBytes).orElse(0L);
  }

  @Override
  public void close() {
    transcoder.ifPresent(BodyTranscoder::close);
  }

  private Optional<BodyVerdict> inspectPlain() {
    do {
      ByteString slice = rest.size() <= SLICE ? rest : rest.substring(0, SLICE);
      rest = rest.substring(slice.size());
      BodyVerdict verdict = passed(inspection.feed(slice, last && rest.isEmpty()));
      out = out.concat(verdict.output());
      if (inspection.awaited().isPresent()) {
        return Optional.empty();
      }
      if (rest.isEmpty() || !(verdict instanceof BodyVerdict.Pass)) {
        rest = ByteString.EMPTY;
        return Optional.of(verdict.with(takeOutput()));
      }
    } while (!timeSlice.isOver());
    return Optional.empty();
  }

  private Optional<BodyVerdict> inspectCoded(BodyTranscoder coded) {
    Optional<BodyVerdict> known = inspectDecoded(coded);
    if (known.isPresent()) {
      BodyVerdict verdict = known.get();
      write(coded.encode(verdict.output().toByteArray()));
      return Optional.of(verdict.with(leaving(coded, verdict instanceof BodyVerdict.Pass)));
    }
    return known;
  }

  /** Returns the coded output that may leave now: none while the original may leave instead. */
  private ByteString leaving(BodyTranscoder coded, boolean passes) {
    if (inspection.changed()) {
      original.drop();
    }
    if (passes && last) {
      isOriginal = original.isKept() && coded.hasOneReading();
      if (isOriginal) {
        out = original.take();
      } else {
        write(coded.finish());
      }
    } else if (passes && original.isKept()) {
      return ByteString.EMPTY;
    } else if (flushes) {
      write(coded.flush());
    }
    return takeOutput();
  }

  /** Returns the verdict on all bytes that can be decoded, with the last plain output. */
  private Optional<BodyVerdict> inspectDecoded(BodyTranscoder coded) {
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
          BodyVerdict verdict = atInputEnd(coded);
          return inspection.awaited().isPresent() ? Optional.empty() : Optional.of(verdict);
        }
        case DecodeResult.Malformed(String why) -> {
          return Optional.of(malformed(new BodyVerdict.Invalid(ByteString.EMPTY, why)));
        }
        case DecodeResult.LimitExceeded() -> {
          return Optional.of(malformed(new BodyVerdict.Overflow(ByteString.EMPTY)));
        }
      }
    } while (!timeSlice.isOver());
    return Optional.empty();
  }

  private BodyVerdict atInputEnd(BodyTranscoder coded) {
    if (!last) {
      return new BodyVerdict.Pass(ByteString.EMPTY);
    }
    return coded.isComplete()
        ? passed(inspection.feed(ByteString.EMPTY, true))
        : malformed(new BodyVerdict.Invalid(ByteString.EMPTY, "coded data ends early"));
  }

  /**
   * Returns the verdict on a body whose coded bytes are broken. A blocking finding before the
   * broken place has priority.
   */
  private BodyVerdict malformed(BodyVerdict fault) {
    BodyVerdict verdict = inspection.feed(ByteString.EMPTY, true);
    return verdict instanceof BodyVerdict.Blocked ? passed(verdict) : fault;
  }

  private BodyVerdict passed(BodyVerdict verdict) {
    BodyVerdict leaving = ids.isEmpty() ? verdict : verdict.with(withIds(verdict.output()));
    boundary.sent(leaving.output());
    return leaving;
  }

  private ByteString withIds(ByteString events) {
    return ids.map(numbers -> numbers.addIds(events)).orElse(events);
  }

  private void write(byte[] bytes) {
    out = out.concat(UnsafeByteOperations.unsafeWrap(bytes));
  }
}
