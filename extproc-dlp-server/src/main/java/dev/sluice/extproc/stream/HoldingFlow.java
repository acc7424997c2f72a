package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.Verdict;
import dev.sluice.extproc.response.Answers;
import dev.sluice.extproc.response.ErrorCode;
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
  private final AnswerStream answers;
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
  public boolean busy() {
    return body.busy();
  }

  @Override
  public void goOn() {
    obey(body.goOn());
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    body.close();
  }

  private void take(ByteString bytes) {
    size += bytes.size();
    if (size > limit) {
      refuse(Fault.tooLarge(writer.direction()));
    } else {
      obey(body.feed(bytes, whole));
    }
  }

  private void obey(Optional<Verdict> known) {
    boolean room =
        held.inspectionHolds(body.held())
            && known.map(verdict -> held.add(verdict.output())).orElse(true);
    Optional<ErrorCode> fault =
        known
            .flatMap(verdict -> Fault.of(verdict, writer.direction()))
            .or(() -> room ? Optional.empty() : Optional.of(ErrorCode.DLP_UNAVAILABLE));
    if (fault.isPresent()) {
      refuse(fault.get());
    } else if (known.isPresent()) {
      goOnOrWait();
    }
  }

  private void refuse(ErrorCode code) {
    held.drop();
    answers.refuse(writer, code);
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
    answers.send(Answers.trailers(writer.direction()), true);
  }

  private void release(boolean last) {
    ended = last;
    if (writer.mode() != BodyMode.FULL_DUPLEX) {
      answers.headersGoOn(writer.direction());
      writer.changed(held.all(), last).ifPresent(answer -> answers.send(answer, last));
      return;
    }
    letHeadersGo();
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
      letHeadersGo();
    }
    while (!held.isEmpty()) {
      writer.beforeTrailers(held.next()).ifPresent(answer -> answers.send(answer, false));
    }
  }

  private void letHeadersGo() {
    answers.headersGoOn(writer.direction());
    answerHeaders();
  }

  private void answerHeaders() {
    answers.send(Answers.headers(writer.direction(), changes), false);
  }
}
