package dev.sluice.extproc.server;

import dev.sluice.extproc.wire.EncodedProcessingResponse;
import dev.sluice.extproc.wire.MessageConversion;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gRPC call without a network, with room for a number of responses. */
final class FakeServerCall extends ServerCallStreamObserver<EncodedProcessingResponse> {
  static final int UNLIMITED = Integer.MAX_VALUE;

  final List<ProcessingResponse> sent = new ArrayList<>();
  @Nullable Status end;
  int room;
  int wanted;
  private Runnable ready = () -> {};
  private Runnable cancelled = () -> {};

  FakeServerCall(int room) {
    this.room = room;
  }

  /** Makes room for all waiting and later responses. */
  void drain() {
    room = UNLIMITED;
    ready.run();
  }

  /** Cancels the call. */
  void cancel() {
    cancelled.run();
  }

  @Override
  public boolean isReady() {
    return room > 0 && end == null;
  }

  @Override
  public void onNext(EncodedProcessingResponse answer) {
    open();
    room -= room == UNLIMITED ? 0 : 1;
    sent.add(MessageConversion.response(answer));
  }

  @Override
  public void onCompleted() {
    open();
    end = Status.OK;
  }

  @Override
  public void onError(Throwable error) {
    open();
    end = Status.fromThrowable(error);
  }

  @Override
  public void request(int count) {
    wanted += count;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    ready = handler;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    cancelled = handler;
  }

  @Override
  public void setOnCloseHandler(Runnable handler) {}

  @Override
  public void setCompression(String compression) {}

  @Override
  public void setMessageCompression(boolean enable) {}

  @Override
  public void disableAutoRequest() {}

  @Override
  public void disableAutoInboundFlowControl() {}

  private void open() {
    if (end != null) {
      throw new IllegalStateException("call already closed");
    }
  }
}
