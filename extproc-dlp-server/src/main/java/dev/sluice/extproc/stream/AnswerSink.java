package dev.sluice.extproc.stream;

import dev.sluice.extproc.wire.Answer;
import io.grpc.Status;

/** Where the answers of one stream go. */
public interface AnswerSink {
  /** False while the peer has not yet taken what was sent before. */
  boolean isReady();

  /** Sends one answer. */
  void send(Answer answer);

  /** Ends the stream in order: all that came has been answered. */
  void complete();

  /** Ends the stream with an error, so that Envoy lets nothing pass that was not answered. */
  void fail(Status status);
}
