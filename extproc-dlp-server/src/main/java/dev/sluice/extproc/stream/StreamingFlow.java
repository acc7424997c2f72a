package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import dev.sluice.common.error.ErrorShape;
import dev.sluice.extproc.inspect.Verdict;
import dev.sluice.extproc.response.Answers;
import dev.sluice.extproc.response.ErrorCode;
import dev.sluice.extproc.wire.Answer;
import java.util.Optional;

/** A direction whose bytes go on as soon as the inspection lets go of them. */
final class StreamingFlow implements BodyFlow {
  private final BodyWriter writer;
  private final InspectedBody body;
  private final HeldBody held;
  private final ByteString changes;
  private final ErrorShape errors;
  private final AnswerStream answers;
  private boolean last;
  private boolean byTrailers;
  private boolean cut;
  private boolean ended;

  StreamingFlow(
      BodyWriter writer,
      InspectedBody body,
      HeldBody held,
      ByteString changes,
      ErrorShape errors,
      AnswerStream answers) {
    this.writer = writer;
    this.body = body;
    this.held = held;
    this.changes = changes;
    this.errors = errors;
    this.answers = answers;
  }

  @Override
  public void headers() {
    answers.headersGoOn(writer.direction());
    answers.send(Answers.headers(writer.direction(), changes), false);
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
  public boolean busy() {
    return !cut && body.busy();
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

  private void obey(Optional<Verdict> known) {
    boolean room = held.inspectionHolds(body.held());
    Optional<ErrorCode> fault =
        known
            .flatMap(verdict -> Fault.of(verdict, writer.direction()))
            .or(() -> room ? Optional.empty() : Optional.of(ErrorCode.DLP_UNAVAILABLE));
    if (fault.isPresent()) {
      stop(known.map(Verdict::output).orElseGet(body::soFar), fault.get());
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
    if (!answers.over() && !ended) {
      ended = true;
      answers.send(Answers.trailers(writer.direction()), true);
    }
  }

  /** An event stream ends in an event that says why; any other body has no place for it. */
  private void stop(ByteString output, ErrorCode code) {
    held.drop();
    if (!body.eventStream()) {
      answers.refuse(writer, code);
      return;
    }
    cut = true;
    ByteString end = output.concat(body.ending(errors, code.text(code.status())));
    Optional<Answer> answer = byTrailers ? writer.beforeTrailers(end) : writer.changed(end, true);
    answer.ifPresent(built -> answers.sendRefused(built, writer.direction(), code));
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
