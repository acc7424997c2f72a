package dev.sluice.extproc.attempt;

import dev.sluice.extproc.model.ModelTable;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service for the calls that Envoy marks as attempts. The mark is call metadata of Envoy's
 * configuration, which no client can set.
 */
public final class AttemptService implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(AttemptService.class);
  private static final Metadata.Key<String> MARK =
      Metadata.Key.of("x-sluice-attempt", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<Boolean> IS_ATTEMPT =
      Context.keyWithDefault("sluice-attempt", false);

  private final Supplier<ModelTable> models;
  private final int maxMessageBytes;

  /**
   * Creates a service.
   *
   * @param models the table, which is read once per attempt
   * @param maxMessageBytes the most bytes of a body in one message of Envoy
   */
  public AttemptService(Supplier<ModelTable> models, int maxMessageBytes) {
    this.models = models;
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!headers.containsKey(MARK)) {
      return next.startCall(call, headers);
    }
    return Contexts.interceptCall(
        Context.current().withValue(IS_ATTEMPT, true), call, headers, next);
  }

  /** Returns whether the current call carries an attempt. */
  public static boolean isAttempt() {
    return IS_ATTEMPT.get();
  }

  /** Opens the call of an attempt. */
  public StreamObserver<ProcessingRequestView> open(
      StreamObserver<EncodedProcessingResponse> answers) {
    return new AttemptCall(answers, new AttemptProcessor(models, maxMessageBytes));
  }

  /** A call; gRPC uses it from one thread at a time. */
  private record AttemptCall(
      StreamObserver<EncodedProcessingResponse> answers, AttemptProcessor attempt)
      implements StreamObserver<ProcessingRequestView> {
    @Override
    public void onNext(ProcessingRequestView message) {
      try {
        answers.onNext(new EncodedProcessingResponse(attempt.answer(message).toByteString()));
      } catch (RuntimeException e) {
        // The exception's message is not logged because it may quote the body.
        log.error("an attempt failed: {}", e.getClass().getName());
        answers.onError(Status.INTERNAL.withDescription("the attempt failed").asRuntimeException());
      }
    }

    @Override
    public void onError(Throwable error) {
      // Envoy cancels a call that it no longer needs.
    }

    @Override
    public void onCompleted() {
      answers.onCompleted();
    }
  }
}
