package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.stream.outbound.BodyMode;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;
import java.util.Optional;

/**
 * A direction whose body may yet be blocked: no byte goes on before the verdict on the whole, and
 * where the body mode lets headers wait, they do not either.
 */
final class HoldingFlow implements BodyFlow {
  private final BodyWriter writer;
  private final InspectedBody body;
  private final HeldBody held;
  private final long limit;
  private final ByteString changes;
  private final ExchangeResponder answers;
  private long size;
  private boolean last;
  private boolean whole;
  private boolean byTrailers;
  private boolean ended;

  /** {@code limit} is the largest body that is held. */
  HoldingFlow(
      BodyWriter writer,
      InspectedBody body,
      HeldBody held,
      long limit,
      ByteString changes,
      ExchangeResponder answers) {
    this.writer = writer;
    this.body = body;
    this.held = held;
    this.limit = limit;
    this.changes = changes;
    this.answers = answers;
  }

  @Override
  public void headers() {
    switch (writer.mode()) {
      case FULL_DUPLEX -> {}
      case BUFFERED -> answerHeaders();
      case STREAMED, NONE -> {
        answers.headersSent(writer.direction());
        answerHeaders();
      }
    }
  }

  @Override
  public void body(ByteString bytes, boolean last) {
    this.last = last;
    whole = last || writer.mode() == BodyMode.BUFFERED;
    take(bytes);
  }

  @Override
  public void trailers() {
    byTrailers = true;
    if (whole) {
      answerTrailers();
    } else {
      whole = true;
      take(ByteString.EMPTY);
    }
  }

  @Override
  public boolean isBusy() {
    return body.isBusy();
  }

  @Override
  public void resume() {
    obey(body.resume());
  }

  @Override
  public boolean isEnded() {
    return ended;
  }

  @Override
  public void close() {
    body.close();
  }

  private void take(ByteString bytes) {
    size += bytes.size();
    if (size > limit) {
      refuse(VerdictErrorCodes.tooLarge(writer.direction()));
    } else {
      obey(body.feed(bytes, whole));
    }
  }

  private void obey(Optional<BodyVerdict> known) {
    boolean room =
        held.setInspectionBytes(body.heldBytes())
            && known.map(verdict -> held.add(verdict.output())).orElse(true);
    Optional<DlpErrorCode> fault =
        known
            .flatMap(verdict -> VerdictErrorCodes.of(verdict, writer.direction()))
            .or(() -> room ? Optional.empty() : Optional.of(DlpErrorCode.DLP_UNAVAILABLE));
    if (fault.isPresent()) {
      refuse(fault.get());
    } else if (known.isPresent()) {
      goOnOrWait();
    }
  }

  private void refuse(DlpErrorCode code) {
    held.drop();
    answers.reject(writer, code);
  }

  private void goOnOrWait() {
    if (byTrailers) {
      releaseBeforeTrailers();
      answerTrailers();
    } else if (whole) {
      release(last);
    } else {
      writer.changed(ByteString.EMPTY, false).ifPresent(answer -> answers.send(answer, false));
    }
  }

  private void answerTrailers() {
    ended = true;
    answers.send(ProcessingResponses.trailers(writer.direction()), true);
  }

  private void release(boolean last) {
    ended = last;
    if (writer.mode() != BodyMode.FULL_DUPLEX) {
      answers.headersSent(writer.direction());
      writer.changed(held.takeAll(), last).ifPresent(answer -> answers.send(answer, last));
      return;
    }
    letHeadersGo();
    if (held.isEmpty()) {
      writer.changed(ByteString.EMPTY, true).ifPresent(answer -> answers.send(answer, true));
    }
    while (!held.isEmpty()) {
      ByteString piece = held.takeNext();
      boolean end = held.isEmpty();
      writer.changed(piece, end).ifPresent(answer -> answers.send(answer, end));
    }
  }

  private void releaseBeforeTrailers() {
    if (writer.mode() == BodyMode.FULL_DUPLEX) {
      letHeadersGo();
    }
    while (!held.isEmpty()) {
      writer.beforeTrailers(held.takeNext()).ifPresent(answer -> answers.send(answer, false));
    }
  }

  private void letHeadersGo() {
    answers.headersSent(writer.direction());
    answerHeaders();
  }

  private void answerHeaders() {
    answers.send(ProcessingResponses.headers(writer.direction(), changes), false);
  }
}
