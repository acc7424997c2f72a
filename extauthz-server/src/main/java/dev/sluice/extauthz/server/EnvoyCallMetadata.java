package dev.sluice.extauthz.server;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC metadata of Envoy's call. Unlike the headers of the checked request, a client cannot set
 * it.
 *
 * @param routeId the route that Envoy selected; null if Envoy is not configured to send it
 * @param clientAddress the client's address behind the proxies that the listener trusts; null if
 *     Envoy is not configured to send it. The request itself contains only the peer address of the
 *     connection
 */
record EnvoyCallMetadata(@Nullable String routeId, @Nullable String clientAddress) {
  static final Metadata.Key<String> ROUTE = key("x-sluice-route");
  static final Metadata.Key<String> CLIENT = key("x-sluice-client");
  private static final String NONE = "-";
  private static final EnvoyCallMetadata EMPTY = new EnvoyCallMetadata(null, null);
  private static final Context.Key<EnvoyCallMetadata> CONTEXT =
      Context.keyWithDefault("sluice-envoy-tells", EMPTY);

  /** Returns the metadata of the current call. */
  static EnvoyCallMetadata current() {
    return CONTEXT.get();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static @Nullable String value(Metadata headers, Metadata.Key<String> key) {
    String value = headers.get(key);
    return value == null || value.equals(NONE) ? null : value;
  }

  /** An interceptor that reads the metadata of each call. */
  static final class Interceptor implements ServerInterceptor {
    @Override
    public <I, O> ServerCall.Listener<I> interceptCall(
        ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
      EnvoyCallMetadata metadata =
          new EnvoyCallMetadata(value(headers, ROUTE), value(headers, CLIENT));
      return metadata.equals(EMPTY)
          ? next.startCall(call, headers)
          : Contexts.interceptCall(
              Context.current().withValue(CONTEXT, metadata), call, headers, next);
    }
  }
}
