package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.common.error.ErrorDetails;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.model.ChosenModel;
import dev.sluice.extproc.response.BodyRejection;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.selection.ModelSelectingInspection;
import dev.sluice.extproc.stream.outbound.BodyMode;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A flow whose body is inspected. A body that a rule may block is held: no byte leaves before the
 * verdict on the whole body, and in full duplex the headers wait too. The bytes of any other body
 * leave as soon as the inspection releases them.
 */
final class InspectedFlow implements BodyFlow {
  private static final BodyRejection UNAVAILABLE = new BodyRejection(DlpErrorCode.DLP_UNAVAILABLE);

  private final BodyWriter writer;
  private final InspectedBody body;
  private final HeldBody held;
  private final boolean holds;
  private final long maxHeldBytes;
  private final Function<InspectedBody, ByteString> headerChanges;
  private final ExchangeResponder responder;
  private final Function<Iterable<ByteString>, HeldAnswer> stored;
  private final BudgetGate gate;
  private final AnswerWait wait = new AnswerWait();
  private final Optional<ModelSelectingInspection> selection;
  private boolean headersAnswered;
  private long receivedBytes;
  private boolean last;
  private boolean whole;
  private boolean byTrailers;
  private boolean cut;
  private boolean ended;

  /**
   * Creates a flow.
   *
   * @param holds true if the body leaves only after the verdict on all of it
   * @param maxHeldBytes the largest body that is held
   * @param headerChanges the changes of the headers when they leave
   * @param stored the answer in place of an upstream's, once a held body has passed
   * @param gate the budgets that apply to a body without other faults and without such an answer
   * @param selection the choice of a model, for which the headers wait
   */
  InspectedFlow(
      BodyWriter writer,
      InspectedBody body,
      HeldBody held,
      boolean holds,
      long maxHeldBytes,
      Function<InspectedBody, ByteString> headerChanges,
      ExchangeResponder responder,
      Function<Iterable<ByteString>, HeldAnswer> stored,
      BudgetGate gate,
      Optional<ModelSelectingInspection> selection) {
    this.writer = writer;
    this.body = body;
    this.held = held;
    this.holds = holds;
    this.maxHeldBytes = maxHeldBytes;
    this.headerChanges = headerChanges;
    this.responder = responder;
    this.stored = stored;
    this.gate = gate;
    this.selection = selection;
  }

  @Override
  public void headers() {
    if ((holds || selection.isPresent()) && writer.mode() == BodyMode.FULL_DUPLEX) {
      return;
    }
    // Envoy itself keeps the headers of a buffered body until the body is answered.
    if (writer.mode() != BodyMode.BUFFERED) {
      responder.headersSent(writer.direction());
    }
    answerHeaders();
  }

  @Override
  public void body(ByteString bytes, boolean last) {
    if (cut) {
      discard(last);
      return;
    }
    this.last = last;
    whole = last || writer.mode() == BodyMode.BUFFERED;
    feed(bytes);
  }

  @Override
  public void trailers() {
    byTrailers = true;
    if (cut || whole) {
      answerTrailers();
    } else {
      whole = true;
      feed(ByteString.EMPTY);
    }
  }

  @Override
  public boolean isBusy() {
    return !cut && (wait.isOn() || body.isBusy());
  }

  @Override
  public Optional<CompletionStage<?>> awaited() {
    return wait.isOn() ? wait.awaited() : body.awaited();
  }

  @Override
  public void resume() {
    if (wait.isOn()) {
      wait.resume();
    } else {
      apply(body.resume());
    }
  }

  @Override
  public boolean isEnded() {
    return ended;
  }

  @Override
  public void close() {
    body.close();
  }

  private void feed(ByteString bytes) {
    receivedBytes += bytes.size();
    if (holds && receivedBytes > maxHeldBytes) {
      reject(BodyRejection.tooLarge(writer.direction()));
    } else {
      apply(body.feed(bytes, whole));
    }
  }

  /** Applies a verdict; an empty one means that the inspection needs another time slice. */
  private void apply(Optional<BodyVerdict> verdict) {
    boolean withinBudget =
        held.setInspectionBytes(body.heldBytes())
            && (!holds || verdict.map(each -> held.add(each.output())).orElse(true));
    Optional<BodyRejection> rejection =
        verdict
            .flatMap(each -> VerdictRejections.of(each, writer.direction(), body.findings()))
            .or(() -> withinBudget ? Optional.empty() : Optional.of(UNAVAILABLE))
            .map(gate::explain);
    if (rejection.isEmpty() && whole && verdict.isPresent()) {
      wait.begin(storedAnswer(), known -> answer(known, verdict));
    } else {
      conclude(rejection, verdict);
    }
  }

  /** Answers a whole body that passes: with a known answer, or as the budgets allow. */
  private void answer(Optional<EncodedProcessingResponse> known, Optional<BodyVerdict> verdict) {
    if (known.isPresent()) {
      held.drop();
      responder.answerFromCache(known.get());
    } else {
      conclude(gate.admit(), verdict);
    }
  }

  private void conclude(Optional<BodyRejection> rejection, Optional<BodyVerdict> verdict) {
    if (rejection.isEmpty()) {
      verdict.ifPresent(each -> send(each.output()));
    } else if (holds || !body.eventStream()) {
      reject(rejection.get());
    } else {
      endWithEvent(verdict.map(BodyVerdict::output).orElseGet(body::takeOutput), rejection.get());
    }
  }

  /** Returns the answer to a request without trailers that is held to its end. */
  private HeldAnswer storedAnswer() {
    return holds && !byTrailers ? stored.apply(held.pieces()) : HeldAnswer.NONE;
  }

  private void reject(BodyRejection rejection) {
    held.drop();
    responder.reject(writer, rejection);
  }

  /** Ends an event stream with an event that names the error. */
  private void endWithEvent(ByteString output, BodyRejection rejection) {
    held.drop();
    cut = true;
    DlpErrorCode code = rejection.code();
    ErrorDetails error = rejection.error(writer.direction(), code.status());
    ByteString end = output.concat(body.errorEnding(responder.errors(), error));
    Optional<EncodedProcessingResponse> answer =
        byTrailers ? writer.beforeTrailers(end) : writer.changed(end, true);
    answer.ifPresent(built -> responder.sendRejected(built, writer.direction(), code));
    if (byTrailers) {
      answerTrailers();
    } else {
      ended = last || writer.mode() == BodyMode.FULL_DUPLEX;
    }
  }

  /** Sends bytes of a body that passes; a held body leaves when all of it has passed. */
  private void send(ByteString output) {
    if (byTrailers) {
      sendBeforeTrailers(output);
      answerTrailers();
    } else if (holds && whole) {
      release();
    } else {
      if (!holds && chosen().isPresent()) {
        releaseHeaders();
      }
      sendBody(holds ? ByteString.EMPTY : output, last);
    }
  }

  private void sendBeforeTrailers(ByteString output) {
    if (!holds) {
      if (chosen().isPresent()) {
        releaseHeaders();
      }
      writer.beforeTrailers(output).ifPresent(answer -> responder.send(answer, false));
      return;
    }
    if (writer.mode() == BodyMode.FULL_DUPLEX) {
      releaseHeaders();
    }
    while (!held.isEmpty()) {
      writer.beforeTrailers(held.takeNext()).ifPresent(answer -> responder.send(answer, false));
    }
  }

  private void release() {
    if (writer.mode() != BodyMode.FULL_DUPLEX) {
      responder.headersSent(writer.direction());
      sendBody(held.takeAll(), last);
      return;
    }
    releaseHeaders();
    if (held.isEmpty()) {
      sendBody(ByteString.EMPTY, true);
    }
    while (!held.isEmpty()) {
      ByteString piece = held.takeNext();
      sendBody(piece, held.isEmpty());
    }
  }

  private void sendBody(ByteString bytes, boolean end) {
    ended = end;
    writer.changed(bytes, end).ifPresent(answer -> responder.send(answer, end));
  }

  private void discard(boolean last) {
    if (writer.mode() != BodyMode.FULL_DUPLEX) {
      sendBody(ByteString.EMPTY, last);
    }
  }

  private void releaseHeaders() {
    if (!headersAnswered) {
      responder.headersSent(writer.direction());
      answerHeaders();
    }
  }

  private void answerHeaders() {
    headersAnswered = true;
    ByteString changes = headerChanges.apply(body);
    responder.send(
        chosen()
            .map(model -> ProcessingResponses.chosenModel(changes, model, responder.modelVerdict()))
            .orElseGet(() -> ProcessingResponses.headers(writer.direction(), changes)),
        false);
    chosen().ifPresent(responder::modelChosen);
  }

  private Optional<ChosenModel> chosen() {
    return selection.flatMap(ModelSelectingInspection::chosen);
  }

  /** Answers the trailers, unless the error event has ended the body. */
  private void answerTrailers() {
    if (!cut || !ended) {
      ended = true;
      responder.send(ProcessingResponses.trailers(writer.direction()), true);
    }
  }
}
