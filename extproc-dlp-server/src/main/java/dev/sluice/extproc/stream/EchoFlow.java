package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.response.Answers;

/** A direction that nothing inspects: everything goes on as it came. */
final class EchoFlow implements BodyFlow {
  private final BodyWriter writer;
  private final ByteString changes;
  private final AnswerStream answers;
  private boolean ended;

  /** {@code bodiless} when the headers are all there is, or all that Envoy sends. */
  EchoFlow(BodyWriter writer, ByteString changes, boolean bodiless, AnswerStream answers) {
    this.writer = writer;
    this.changes = changes;
    this.ended = bodiless;
    this.answers = answers;
  }

  @Override
  public void headers() {
    answers.headersGoOn(writer.direction());
    answers.send(Answers.headers(writer.direction(), changes), ended);
  }

  @Override
  public void body(ByteString bytes, boolean last) {
    ended |= last;
    writer.unchanged(bytes, last).ifPresent(answer -> answers.send(answer, last));
  }

  @Override
  public void trailers() {
    ended = true;
    answers.send(Answers.trailers(writer.direction()), true);
  }

  @Override
  public boolean ended() {
    return ended;
  }
}
