package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;

/** A flow that nothing inspects: every message passes unchanged. */
final class PassThroughFlow implements BodyFlow {
  private final BodyWriter writer;
  private final ByteString changes;
  private final ExchangeResponder responder;
  private boolean ended;

  /**
   * Creates a flow; {@code bodiless} is true if no body follows the headers, or Envoy does not send
   * it.
   */
  PassThroughFlow(
      BodyWriter writer, ByteString changes, boolean bodiless, ExchangeResponder responder) {
    this.writer = writer;
    this.changes = changes;
    this.ended = bodiless;
    this.responder = responder;
  }

  @Override
  public void headers() {
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
  public boolean isEnded() {
    return ended;
  }
}
