package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.Verdict;
import dev.sluice.extproc.response.Answers;
import dev.sluice.extproc.response.Dialect;
import dev.sluice.extproc.response.ErrorCode;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import java.util.Optional;

/** A direction whose bytes go on as soon as the inspection lets go of them. */
final class StreamingFlow implements BodyFlow {
  private final BodyWriter writer;
  private final InspectedBody body;
  private final HeldBody held;
  private final HeaderMutation changes;
  private final Dialect dialect;
  private final AnswerStream answers;
  private boolean cut;
  private boolean ended;

  StreamingFlow(
      BodyWriter writer,
      InspectedBody body,
      HeldBody held,
      HeaderMutation changes,
      Dialect dialect,
      AnswerStream answers) {
    this.writer = writer;
    this.body = body;
    this.held = held;
    this.changes = changes;
    this.dialect = dialect;
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
    Verdict verdict = body.feed(bytes, last);
    Optional<ErrorCode> fault = fault(verdict);
    if (fault.isPresent()) {
      stop(verdict.output(), fault.get(), true);
      return;
    }
    ended = last;
    writer.changed(verdict.output(), last).ifPresent(answer -> answers.send(answer, last));
  }

  @Override
  public void trailers() {
    if (!cut) {
      Verdict verdict = body.feed(ByteString.EMPTY, true);
      fault(verdict)
          .ifPresentOrElse(
              code -> stop(verdict.output(), code, false),
              () ->
                  writer
                      .beforeTrailers(verdict.output())
                      .ifPresent(answer -> answers.send(answer, false)));
    }
    if (!answers.over() && !ended) {
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

  private Optional<ErrorCode> fault(Verdict verdict) {
    Optional<ErrorCode> fault = Fault.of(verdict, writer.direction());
    boolean room = held.inspectionHolds(body.held());
    return fault.isPresent() || room ? fault : Optional.of(ErrorCode.DLP_UNAVAILABLE);
  }

  /** An event stream ends in an event that says why; any other body has no place for it. */
  private void stop(ByteString output, ErrorCode code, boolean endOfStream) {
    held.drop();
    if (!body.eventStream()) {
      answers.refuse(writer, code);
      return;
    }
    ByteString end = output.concat(body.ending(dialect, code));
    Optional<ProcessingResponse.Builder> answer =
        endOfStream ? writer.changed(end, true) : writer.beforeTrailers(end);
    answer.ifPresent(built -> answers.sendRefused(built, writer.direction(), code));
    cut = true;
    ended = endOfStream && writer.mode() == BodyMode.FULL_DUPLEX;
  }

  private void swallow(boolean last) {
    if (writer.mode() != BodyMode.FULL_DUPLEX) {
      ended = last;
      writer.changed(ByteString.EMPTY, last).ifPresent(answer -> answers.send(answer, last));
    }
  }
}
