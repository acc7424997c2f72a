package dev.sluice.extproc.server;

import dev.sluice.common.grpc.EventLoops;
import dev.sluice.common.telemetry.ExchangeLogContext;
import dev.sluice.extproc.stream.Processor;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gRPC stream and its processor. It processes messages one at a time and requests the next only
 * when Envoy has read all responses to the last. Work for a message runs on the event loop for one
 * time slice; the rest runs on the slow executor.
 */
final class ProcessorCall implements StreamObserver<ProcessingRequestView> {
  private static final Logger log = LoggerFactory.getLogger(ProcessorCall.class);

  private final ServerCallStreamObserver<EncodedProcessingResponse> peer;
  private final Processor processor;
  private final SerialTaskQueue tasks;
  private final Executor loop = EventLoops.currentExecutor();
  private volatile long lastMessage = System.nanoTime();
  private boolean needsRequest;
  private boolean halfClosed;

  ProcessorCall(
      ServerCallStreamObserver<EncodedProcessingResponse> peer,
      Processor processor,
      Executor slowExecutor) {
    this.peer = peer;
    this.processor = processor;
    tasks = new SerialTaskQueue(slowExecutor);
  }

  /** Requests the first message; {@code closed} runs at the end of the stream, however it ends. */
  void begin(Runnable closed) {
    Runnable close =
        () -> {
          processor.cancelled();
          closed.run();
        };
    peer.disableAutoRequest();
    peer.setOnReadyHandler(() -> tasks.execute(this::ready));
    peer.setOnCloseHandler(() -> tasks.execute(close));
    peer.setOnCancelHandler(() -> tasks.execute(close));
    peer.request(1);
  }

  @Override
  public void onNext(ProcessingRequestView message) {
    lastMessage = System.nanoTime();
    tasks.execute(() -> {
      needsRequest = true;
      runSlice(() -> processor.accept(message));
    });
  }

  @Override
  public void onError(Throwable error) {
    // Envoy cancels a stream that it no longer needs; the cancel handler has cleaned up.
  }

  @Override
  public void onCompleted() {
    tasks.execute(() -> {
      halfClosed = true;
      ready();
    });
  }

  /** Returns the time since the last message, at {@code now}. */
  long idleNanos(long now) {
    return now - lastMessage;
  }

  /** Ends an idle stream. */
  void expire() {
    tasks.execute(() ->
        processor.fail(
            Status.DEADLINE_EXCEEDED.withDescription("the stream has been idle too long")));
  }

  /** Returns a log context that names the exchange. */
  ExchangeLogContext logged() {
    return processor.logged();
  }

  private void runSlice(Runnable work) {
    try {
      work.run();
      if (processor.isBusy()) {
        resumeLater();
      }
    } catch (RuntimeException | StackOverflowError e) {
      // The exception's message is not logged because it may quote the body.
      try (var _ = logged()) {
        log.error("a stream failed: {} at {}", e.getClass().getName(), placeOf(e));
      }
      processor.fail(Status.INTERNAL.withDescription("the processor failed"));
    }
    ready();
  }

  /** Continues on the slow executor, or on the event loop when the awaited answer is known. */
  private void resumeLater() {
    Optional<CompletionStage<?>> awaited = processor.awaited();
    if (awaited.isEmpty()) {
      tasks.executeSlow(() -> runSlice(processor::resume));
      return;
    }
    var _ =
        awaited
            .get()
            .whenCompleteAsync((_, _) -> tasks.execute(() -> runSlice(processor::resume)), loop);
  }

  private void ready() {
    boolean free = processor.sendReady() && !processor.isBusy();
    if (halfClosed && !processor.isBusy()) {
      halfClosed = false;
      processor.halfClosed();
    } else if (free && needsRequest) {
      needsRequest = false;
      peer.request(1);
    }
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
