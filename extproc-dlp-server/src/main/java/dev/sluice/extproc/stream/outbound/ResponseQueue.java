package dev.sluice.extproc.stream.outbound;

import dev.sluice.extproc.wire.EncodedProcessingResponse;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;

/** The answers of one stream in their order, sent no faster than the peer takes them. */
public final class ResponseQueue {
  private final ResponseSink sink;
  private final Deque<EncodedProcessingResponse> waiting = new ArrayDeque<>();
  private boolean completing;
  private boolean isEnded;

  public ResponseQueue(ResponseSink sink) {
    this.sink = sink;
  }

  void send(EncodedProcessingResponse answer) {
    if (isEnded) {
      return;
    }
    if (waiting.isEmpty() && sink.isReady()) {
      sink.send(answer);
    } else {
      waiting.add(answer);
    }
  }

  /** Sends what the peer is ready for; true when nothing waits any more. */
  public boolean sendReady() {
    while (!waiting.isEmpty() && sink.isReady()) {
      sink.send(waiting.remove());
    }
    if (waiting.isEmpty() && completing && !isEnded) {
      isEnded = true;
      sink.complete();
    }
    return waiting.isEmpty();
  }

  /** Ends the stream once everything has been sent. */
  public void complete() {
    completing = true;
    sendReady();
  }

  /** Ends the stream at once; what waits is dropped. */
  public void fail(Status status) {
    waiting.clear();
    if (!isEnded) {
      isEnded = true;
      sink.fail(status);
    }
  }

  /** Stops sending: the peer has gone. */
  public void discard() {
    waiting.clear();
    isEnded = true;
  }

  boolean isEnded() {
    return isEnded;
  }
}
