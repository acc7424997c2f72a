package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.Verdict;
import dev.sluice.extproc.response.Answers;
import dev.sluice.extproc.response.ErrorCode;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
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
  private final HeaderMutation changes;
  private final AnswerStream answers;
  private long size;
  private boolean fed;
  private boolean ended;

  /** {@code limit} is the largest body that is held. */
  HoldingFlow(
      BodyWriter writer,
      InspectedBody body,
      HeldBody held,
      long limit,
      HeaderMutation changes,
      AnswerStream answers) {
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
        answers.headersGoOn(writer.direction());
        answerHeaders();
      }
    }
  }

  @Override
  public void body(ByteString bytes, boolean last) {
    boolean whole = last || writer.mode() == BodyMode.BUFFERED;
    if (!accept(bytes, whole)) {
      return;
    }
    if (whole) {
      release(last);
    } else {
      writer.changed(ByteString.EMPTY, false).ifPresent(answer -> answers.send(answer, false));
    }
  }

  @Override
  public void trailers() {
    if (!fed && accept(ByteString.EMPTY, true)) {
      releaseBeforeTrailers();
    }
    if (fed) {
      ended = true;
      answers.send(Answers.trailers(writer.direction()), true);
    }
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    body.close();
  }

  /** True if the body goes on; otherwise the exchange has been refused. */
  private boolean accept(ByteString bytes, boolean whole) {
    size += bytes.size();
    Optional<ErrorCode> fault =
        size > limit ? Optional.of(Fault.tooLarge(writer.direction())) : inspect(bytes, whole);
    fault.ifPresent(code -> {
      held.drop();
      answers.refuse(writer, code);
    });
    fed = whole && fault.isEmpty();
    return fault.isEmpty();
  }

  private Optional<ErrorCode> inspect(ByteString bytes, boolean whole) {
    Verdict verdict = body.feed(bytes, whole);
    Optional<ErrorCode> fault = Fault.of(verdict, writer.direction());
    boolean room = held.inspectionHolds(body.held()) && held.add(verdict.output());
    return fault.isPresent() || room ? fault : Optional.of(ErrorCode.DLP_UNAVAILABLE);
  }

  private void release(boolean last) {
    ended = last;
    if (writer.mode() != BodyMode.FULL_DUPLEX) {
      answers.headersGoOn(writer.direction());
      writer.changed(held.all(), last).ifPresent(answer -> answers.send(answer, last));
      return;
    }
    goOn();
    if (held.isEmpty()) {
      writer.changed(ByteString.EMPTY, true).ifPresent(answer -> answers.send(answer, true));
    }
    while (!held.isEmpty()) {
      ByteString piece = held.next();
      boolean end = held.isEmpty();
      writer.changed(piece, end).ifPresent(answer -> answers.send(answer, end));
    }
  }

  private void releaseBeforeTrailers() {
    if (writer.mode() == BodyMode.FULL_DUPLEX) {
      goOn();
    }
    while (!held.isEmpty()) {
      writer.beforeTrailers(held.next()).ifPresent(answer -> answers.send(answer, false));
    }
  }

  private void goOn() {
    answers.headersGoOn(writer.direction());
    answerHeaders();
  }

  private void answerHeaders() {
    answers.send(Answers.headers(writer.direction(), changes), false);
  }
}
