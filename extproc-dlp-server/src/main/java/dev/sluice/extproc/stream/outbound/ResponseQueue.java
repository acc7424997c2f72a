package dev.sluice.extproc.stream.outbound;

import dev.sluice.extproc.wire.EncodedProcessingResponse;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;

/** A queue of the responses of one stream, in order and sent only while Envoy reads them. */
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

  /** Sends responses while Envoy is ready; returns true if the queue is empty. */
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

  /** Ends the stream after the queue is empty. */
  public void complete() {
    completing = true;
    sendReady();
  }

  /** Ends the stream at once and drops the queue. */
  public void fail(Status status) {
    waiting.clear();
    if (!isEnded) {
      isEnded = true;
      sink.fail(status);
    }
  }

  /** Stops sending because the stream is closed, and drops the queue. */
  public void discard() {
    waiting.clear();
    isEnded = true;
  }

  boolean isEnded() {
    return isEnded;
  }
}
