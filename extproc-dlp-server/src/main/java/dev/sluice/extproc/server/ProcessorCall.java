package dev.sluice.extproc.server;

import dev.sluice.extproc.stream.Processor;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gRPC stream and its processor: messages are taken one by one, and the next is asked for only
 * when Envoy has taken all answers to the one before. The lock keeps the deadline's thread out of
 * the event loop's way.
 */
final class ProcessorCall implements StreamObserver<ProcessingRequest> {
  private static final Logger log = LoggerFactory.getLogger(ProcessorCall.class);

  private final ServerCallStreamObserver<ProcessingResponse> peer;
  private final Processor processor;
  private volatile long lastMessage = System.nanoTime();
  private boolean hungry;

  ProcessorCall(ServerCallStreamObserver<ProcessingResponse> peer, Processor processor) {
    this.peer = peer;
    this.processor = processor;
  }

  /** Takes the first message; {@code closed} runs when the stream is over, however it ends. */
  void begin(Runnable closed) {
    peer.disableAutoRequest();
    peer.setOnReadyHandler(this::ready);
    peer.setOnCloseHandler(() -> closed(closed));
    peer.setOnCancelHandler(() -> closed(closed));
    peer.request(1);
  }

  @Override
  public synchronized void onNext(ProcessingRequest message) {
    lastMessage = System.nanoTime();
    hungry = true;
    try {
      processor.accept(message);
    } catch (RuntimeException | StackOverflowError e) {
      // The message of an exception may quote the body, so it is not told.
      log.error("a stream failed: {} at {}", e.getClass().getName(), placeOf(e));
      processor.fail(Status.INTERNAL.withDescription("the processor failed"));
    }
    ready();
  }

  @Override
  public void onError(Throwable error) {
    // Envoy cancels a stream that it needs no more; the cancel handler has cleaned up.
  }

  @Override
  public synchronized void onCompleted() {
    processor.halfClosed();
  }

  /** How long the stream has been without a message, at {@code now}. */
  long silentSince(long now) {
    return now - lastMessage;
  }

  /** Ends a stream that has gone silent. */
  synchronized void expire() {
    processor.fail(Status.DEADLINE_EXCEEDED.withDescription("the stream has been idle too long"));
  }

  private synchronized void ready() {
    if (processor.pump() && hungry) {
      hungry = false;
      peer.request(1);
    }
  }

  private synchronized void closed(Runnable closed) {
    processor.gone();
    closed.run();
  }

  private static String placeOf(Throwable error) {
    for (StackTraceElement frame : error.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.sluice.")) {
        return frame.toString();
      }
    }
    return "an unknown place";
  }
}
