package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A flow that nothing inspects: every message passes unchanged. A request without a body may have
 * an answer in place of an upstream's.
 */
final class PassThroughFlow implements BodyFlow {
  private final BodyWriter writer;
  private final ByteString changes;
  private final ExchangeResponder responder;
  private final Supplier<HeldAnswer> stored;
  private final AnswerWait wait = new AnswerWait();
  private boolean ended;

  /**
   * Creates a flow.
   *
   * @param bodiless true if no body follows the headers, or Envoy does not send it
   * @param stored looks for an answer in place of an upstream's
   */
  PassThroughFlow(
      BodyWriter writer,
      ByteString changes,
      boolean bodiless,
      ExchangeResponder responder,
      Supplier<HeldAnswer> stored) {
    this.writer = writer;
    this.changes = changes;
    this.ended = bodiless;
    this.responder = responder;
    this.stored = stored;
  }

  @Override
  public void headers() {
    wait.begin(stored.get(), this::answer);
  }

  private void answer(Optional<EncodedProcessingResponse> known) {
    if (known.isPresent()) {
      responder.answerFromCache(known.get());
      return;
    }
    responder.headersSent(writer.direction());
    responder.send(ProcessingResponses.headers(writer.direction(), changes), ended);
  }

  @Override
  public void body(ByteString bytes, boolean last) {
    ended |= last;
    writer.unchanged(bytes, last).ifPresent(answer -> responder.send(answer, last));
  }

  @Override
  public void trailers() {
    ended = true;
    responder.send(ProcessingResponses.trailers(writer.direction()), true);
  }

  @Override
  public boolean isBusy() {
    return wait.isOn();
  }

  @Override
  public Optional<CompletionStage<?>> awaited() {
    return wait.awaited();
  }

  @Override
  public void resume() {
    wait.resume();
  }

  @Override
  public boolean isEnded() {
    return ended && !wait.isOn();
  }
}
