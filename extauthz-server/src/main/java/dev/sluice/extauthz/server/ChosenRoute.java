package dev.sluice.extauthz.server;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * The route that Envoy chose, as the metadata of its call names it. Unlike a header of the request
 * that is checked, no client can write it.
 */
final class ChosenRoute implements ServerInterceptor {
  static final Metadata.Key<String> METADATA =
      Metadata.Key.of("x-sluice-route", Metadata.ASCII_STRING_MARSHALLER);
  private static final String NONE = "-";
  private static final Context.Key<String> CONTEXT = Context.key("sluice-route");

  /** For the call that is being answered; null where Envoy is not configured to say so. */
  static @Nullable String current() {
    return CONTEXT.get();
  }

  @Override
  public <I, O> ServerCall.Listener<I> interceptCall(
      ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
    String route = headers.get(METADATA);
    if (route == null || route.equals(NONE)) {
      return next.startCall(call, headers);
    }
    return Contexts.interceptCall(Context.current().withValue(CONTEXT, route), call, headers, next);
  }
}
