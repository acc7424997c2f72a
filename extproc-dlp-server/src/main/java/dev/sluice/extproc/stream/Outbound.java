package dev.sluice.extproc.stream;

import dev.sluice.extproc.wire.Answer;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;

/** The answers of one stream in their order, sent no faster than the peer takes them. */
final class Outbound {
  private final AnswerSink sink;
  private final Deque<Answer> waiting = new ArrayDeque<>();
  private boolean completing;
  private boolean ended;

  Outbound(AnswerSink sink) {
    this.sink = sink;
  }

  void send(Answer answer) {
    if (ended) {
      return;
    }
    if (waiting.isEmpty() && sink.isReady()) {
      sink.send(answer);
    } else {
      waiting.add(answer);
    }
  }

  /** Sends what the peer is ready for; true when nothing waits any more. */
  boolean pump() {
    while (!waiting.isEmpty() && sink.isReady()) {
      sink.send(waiting.remove());
    }
    if (waiting.isEmpty() && completing && !ended) {
      ended = true;
      sink.complete();
    }
    return waiting.isEmpty();
  }

  /** Ends the stream once everything has been sent. */
  void complete() {
    completing = true;
    pump();
  }

  /** Ends the stream at once; what waits is dropped. */
  void fail(Status status) {
    waiting.clear();
    if (!ended) {
      ended = true;
      sink.fail(status);
    }
  }

  /** Stops sending: the peer has gone. */
  void abandon() {
    waiting.clear();
    ended = true;
  }

  boolean ended() {
    return ended;
  }
}
