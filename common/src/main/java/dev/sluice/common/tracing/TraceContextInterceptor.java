package dev.sluice.common.tracing;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An interceptor that reads the sampled trace of a call. */
final class TraceContextInterceptor implements ServerInterceptor {
  private static final Metadata.Key<String> PARENT =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<TracedCall> CALL = Context.key("sluice-trace");

  /**
   * A call with its trace.
   *
   * @param method the full name of the called method
   */
  record TracedCall(TraceParent parent, String method) {}

  /** Returns the current call, if its trace is recorded. */
  static @Nullable TracedCall current() {
    return CALL.get();
  }

  /** Runs work as a part of a call. */
  static void runWithin(TracedCall call, Runnable work) {
    Context.current().withValue(CALL, call).run(work);
  }

  @Override
  public <I, O> ServerCall.Listener<I> interceptCall(
      ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
    String header = headers.get(PARENT);
    Optional<TraceParent> parent = header == null ? Optional.empty() : TraceParent.sampled(header);
    if (parent.isEmpty()) {
      return next.startCall(call, headers);
    }
    TracedCall traced =
        new TracedCall(parent.get(), call.getMethodDescriptor().getFullMethodName());
    return Contexts.interceptCall(Context.current().withValue(CALL, traced), call, headers, next);
  }
}
