package dev.sluice.extproc.server;

import dev.sluice.extproc.stream.AnswerSink;
import dev.sluice.extproc.wire.Answer;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

/** Sends answers over a gRPC stream. */
record PeerSink(ServerCallStreamObserver<Answer> peer) implements AnswerSink {
  @Override
  public boolean isReady() {
    return peer.isReady();
  }

  @Override
  public void send(Answer answer) {
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
