package dev.sluice.extauthz.server;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * The client's address, as the metadata of Envoy's call tells it: the one behind the proxies that
 * the listener trusts. The request itself tells of the connection's other end only.
 */
final class ClientAddress implements ServerInterceptor {
  static final Metadata.Key<String> METADATA =
      Metadata.Key.of("x-sluice-client", Metadata.ASCII_STRING_MARSHALLER);
  private static final String NONE = "-";
  private static final Context.Key<String> CONTEXT = Context.key("sluice-client");

  /** For the call that is being answered; null where Envoy is not configured to say so. */
  static @Nullable String current() {
    return CONTEXT.get();
  }

  @Override
  public <I, O> ServerCall.Listener<I> interceptCall(
      ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
    String client = headers.get(METADATA);
    if (client == null || client.equals(NONE)) {
      return next.startCall(call, headers);
    }
    return Contexts.interceptCall(
        Context.current().withValue(CONTEXT, client), call, headers, next);
  }
}
