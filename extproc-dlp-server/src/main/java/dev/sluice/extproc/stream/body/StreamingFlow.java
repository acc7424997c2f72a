package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.common.error.ErrorFormat;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.stream.outbound.BodyMode;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import java.util.Optional;

/** A direction whose bytes go on as soon as the inspection lets go of them. */
final class StreamingFlow implements BodyFlow {
  private final BodyWriter writer;
  private final InspectedBody body;
  private final HeldBody held;
  private final ByteString changes;
  private final ErrorFormat errors;
  private final ExchangeResponder answers;
  private boolean last;
  private boolean byTrailers;
  private boolean cut;
  private boolean ended;

  StreamingFlow(
      BodyWriter writer,
      InspectedBody body,
      HeldBody held,
      ByteString changes,
      ErrorFormat errors,
      ExchangeResponder answers) {
    this.writer = writer;
    this.body = body;
    this.held = held;
    this.changes = changes;
    this.errors = errors;
    this.answers = answers;
  }

  @Override
  public void headers() {
    answers.headersSent(writer.direction());
    answers.send(ProcessingResponses.headers(writer.direction(), changes), false);
  }

  @Override
  public void body(ByteString bytes, boolean last) {
    if (cut) {
      swallow(last);
      return;
    }
    this.last = last;
    obey(body.feed(bytes, last));
  }

  @Override
  public void trailers() {
    byTrailers = true;
    if (cut) {
      answerTrailers();
    } else {
      obey(body.feed(ByteString.EMPTY, true));
    }
  }

  @Override
  public boolean isBusy() {
    return !cut && body.isBusy();
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

  private void obey(Optional<BodyVerdict> known) {
    boolean room = held.setInspectionBytes(body.heldBytes());
    Optional<DlpErrorCode> fault =
        known
            .flatMap(verdict -> VerdictErrorCodes.of(verdict, writer.direction()))
            .or(() -> room ? Optional.empty() : Optional.of(DlpErrorCode.DLP_UNAVAILABLE));
    if (fault.isPresent()) {
      stop(known.map(BodyVerdict::output).orElseGet(body::takeOutput), fault.get());
    } else {
      known.ifPresent(verdict -> pass(verdict.output()));
    }
  }

  private void pass(ByteString output) {
    if (byTrailers) {
      writer.beforeTrailers(output).ifPresent(answer -> answers.send(answer, false));
      answerTrailers();
    } else {
      ended = last;
      writer.changed(output, last).ifPresent(answer -> answers.send(answer, last));
    }
  }

  private void answerTrailers() {
    if (!answers.isEnded() && !ended) {
      ended = true;
      answers.send(ProcessingResponses.trailers(writer.direction()), true);
    }
  }

  /** An event stream ends in an event that says why; any other body has no place for it. */
  private void stop(ByteString output, DlpErrorCode code) {
    held.drop();
    if (!body.eventStream()) {
      answers.reject(writer, code);
      return;
    }
    cut = true;
    ByteString end = output.concat(body.errorEnding(errors, code.text(code.status())));
    Optional<EncodedProcessingResponse> answer =
        byTrailers ? writer.beforeTrailers(end) : writer.changed(end, true);
    answer.ifPresent(built -> answers.sendRejected(built, writer.direction(), code));
    if (byTrailers) {
      answerTrailers();
    } else {
      ended = last || writer.mode() == BodyMode.FULL_DUPLEX;
    }
  }

  private void swallow(boolean last) {
    if (writer.mode() != BodyMode.FULL_DUPLEX) {
      ended = last;
      writer.changed(ByteString.EMPTY, last).ifPresent(answer -> answers.send(answer, last));
    }
  }
}
