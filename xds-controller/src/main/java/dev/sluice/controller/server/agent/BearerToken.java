package dev.sluice.controller.server.agent;

import dev.sluice.common.Secret;
import dev.sluice.controller.api.http.BearerScheme;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;

/** The bearer token in the metadata of a call. */
final class BearerToken {
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<Secret> CONTEXT = Context.key("sluice-agent-token");

  private BearerToken() {}

  /** Returns the token of the current call. */
  static Optional<Secret> current() {
    return Optional.ofNullable(CONTEXT.get());
  }

  /** An interceptor that adds the token to the context of each call. */
  static final class CallInterceptor implements ServerInterceptor {
    @Override
    public <I, O> ServerCall.Listener<I> interceptCall(
        ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
      Context context =
          Optional.ofNullable(headers.get(HEADER))
              .flatMap(BearerScheme::token)
              .map(token -> Context.current().withValue(CONTEXT, Secret.of(token)))
              .orElse(Context.current());
      return Contexts.interceptCall(context, call, headers, next);
    }
  }
}
