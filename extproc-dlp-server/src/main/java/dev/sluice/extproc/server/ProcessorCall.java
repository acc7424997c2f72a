package dev.sluice.extproc.server;

import dev.sluice.common.telemetry.ExchangeLogContext;
import dev.sluice.extproc.stream.Processor;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gRPC stream and its processor: messages are taken one by one, and the next is asked for only
 * when Envoy has taken all answers to the one before. What is done for a message in one turn is
 * done at once, on the event loop; the rest, if there is one, in the slow lane.
 */
final class ProcessorCall implements StreamObserver<ProcessingRequestView> {
  private static final Logger log = LoggerFactory.getLogger(ProcessorCall.class);

  private final ServerCallStreamObserver<EncodedProcessingResponse> peer;
  private final Processor processor;
  private final SerialTaskQueue mailbox;
  private volatile long lastMessage = System.nanoTime();
  private boolean hungry;
  private boolean halfClosed;

  ProcessorCall(
      ServerCallStreamObserver<EncodedProcessingResponse> peer,
      Processor processor,
      Executor slowLane) {
    this.peer = peer;
    this.processor = processor;
    mailbox = new SerialTaskQueue(slowLane);
  }

  /** Takes the first message; {@code closed} runs when the stream is over, however it ends. */
  void begin(Runnable closed) {
    Runnable close =
        () -> {
          processor.cancelled();
          closed.run();
        };
    peer.disableAutoRequest();
    peer.setOnReadyHandler(() -> mailbox.execute(this::ready));
    peer.setOnCloseHandler(() -> mailbox.execute(close));
    peer.setOnCancelHandler(() -> mailbox.execute(close));
    peer.request(1);
  }

  @Override
  public void onNext(ProcessingRequestView message) {
    lastMessage = System.nanoTime();
    mailbox.execute(() -> {
      hungry = true;
      turn(() -> processor.accept(message));
    });
  }

  @Override
  public void onError(Throwable error) {
    // Envoy cancels a stream that it needs no more; the cancel handler has cleaned up.
  }

  @Override
  public void onCompleted() {
    mailbox.execute(() -> {
      halfClosed = true;
      ready();
    });
  }

  /** How long the stream has been without a message, at {@code now}. */
  long idleNanos(long now) {
    return now - lastMessage;
  }

  /** Ends a stream that has gone silent. */
  void expire() {
    mailbox.execute(() ->
        processor.fail(
            Status.DEADLINE_EXCEEDED.withDescription("the stream has been idle too long")));
  }

  /** Names the exchange in log lines that are about it. */
  ExchangeLogContext logged() {
    return processor.logged();
  }

  private void turn(Runnable work) {
    try {
      work.run();
      if (processor.isBusy()) {
        mailbox.executeSlow(() -> turn(processor::resume));
      }
    } catch (RuntimeException | StackOverflowError e) {
      // The message of an exception may quote the body, so it is not told.
      try (var _ = logged()) {
        log.error("a stream failed: {} at {}", e.getClass().getName(), placeOf(e));
      }
      processor.fail(Status.INTERNAL.withDescription("the processor failed"));
    }
    ready();
  }

  private void ready() {
    boolean free = processor.sendReady() && !processor.isBusy();
    if (halfClosed && !processor.isBusy()) {
      halfClosed = false;
      processor.halfClosed();
    } else if (free && hungry) {
      hungry = false;
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
