package dev.sluice.extproc.stream.outbound;

import dev.sluice.extproc.wire.EncodedProcessingResponse;
import io.grpc.Status;

/** A destination for the responses of one stream. */
public interface ResponseSink {
  /** Returns false while Envoy has not read the earlier responses. */
  boolean isReady();

  /** Sends one response. */
  void send(EncodedProcessingResponse answer);

  /** Ends the stream without an error, because every message has an answer. */
  void complete();

  /** Ends the stream with an error, so that Envoy passes no unanswered byte. */
  void fail(Status status);
}
