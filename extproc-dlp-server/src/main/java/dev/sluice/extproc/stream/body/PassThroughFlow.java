package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;

/** A direction that nothing inspects: everything goes on as it came. */
final class PassThroughFlow implements BodyFlow {
  private final BodyWriter writer;
  private final ByteString changes;
  private final ExchangeResponder answers;
  private boolean ended;

  /** {@code bodiless} when the headers are all there is, or all that Envoy sends. */
  PassThroughFlow(
      BodyWriter writer, ByteString changes, boolean bodiless, ExchangeResponder answers) {
    this.writer = writer;
    this.changes = changes;
    this.ended = bodiless;
    this.answers = answers;
  }

  @Override
  public void headers() {
    answers.headersSent(writer.direction());
    answers.send(ProcessingResponses.headers(writer.direction(), changes), ended);
  }

  @Override
  public void body(ByteString bytes, boolean last) {
    ended |= last;
    writer.unchanged(bytes, last).ifPresent(answer -> answers.send(answer, last));
  }

  @Override
  public void trailers() {
    ended = true;
    answers.send(ProcessingResponses.trailers(writer.direction()), true);
  }

  @Override
  public boolean isEnded() {
    return ended;
  }
}
