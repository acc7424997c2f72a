package dev.sluice.extproc.server;

import dev.sluice.extproc.stream.outbound.ResponseSink;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

/** Sends answers over a gRPC stream. */
record GrpcResponseSink(ServerCallStreamObserver<EncodedProcessingResponse> peer)
    implements ResponseSink {
  @Override
  public boolean isReady() {
    return peer.isReady();
  }

  @Override
  public void send(EncodedProcessingResponse answer) {
    peer.onNext(answer);
  }

  @Override
  public void complete() {
    peer.onCompleted();
  }

  @Override
  public void fail(Status status) {
    peer.onError(status.asException());
  }
}
