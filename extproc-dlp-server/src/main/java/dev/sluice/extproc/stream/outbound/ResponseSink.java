package dev.sluice.extproc.stream.outbound;

import dev.sluice.extproc.wire.EncodedProcessingResponse;
import io.grpc.Status;

/** Where the answers of one stream go. */
public interface ResponseSink {
  /** False while the peer has not yet taken what was sent before. */
  boolean isReady();

  /** Sends one answer. */
  void send(EncodedProcessingResponse answer);

  /** Ends the stream in order: all that came has been answered. */
  void complete();

  /** Ends the stream with an error, so that Envoy lets nothing pass that was not answered. */
  void fail(Status status);
}
