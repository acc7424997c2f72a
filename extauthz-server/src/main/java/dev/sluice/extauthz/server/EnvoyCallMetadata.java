package dev.sluice.extauthz.server;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of Envoy's call tells beside the request that is checked. Unlike a header of
 * that request, no client can write it.
 *
 * @param routeId the route that Envoy chose; null where it is not configured to say so
 * @param clientAddress the client's address, behind the proxies that the listener trusts; null the
 *     same. The request itself tells of the connection's other end only
 */
record EnvoyCallMetadata(@Nullable String routeId, @Nullable String clientAddress) {
  static final Metadata.Key<String> ROUTE = key("x-sluice-route");
  static final Metadata.Key<String> CLIENT = key("x-sluice-client");
  private static final String NONE = "-";
  private static final EnvoyCallMetadata NOTHING = new EnvoyCallMetadata(null, null);
  private static final Context.Key<EnvoyCallMetadata> CONTEXT =
      Context.keyWithDefault("sluice-envoy-tells", NOTHING);

  /** Of the call that is being answered. */
  static EnvoyCallMetadata current() {
    return CONTEXT.get();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static @Nullable String told(Metadata headers, Metadata.Key<String> key) {
    String value = headers.get(key);
    return value == null || value.equals(NONE) ? null : value;
  }

  /** Reads it for each call. */
  static final class Interceptor implements ServerInterceptor {
    @Override
    public <I, O> ServerCall.Listener<I> interceptCall(
        ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
      EnvoyCallMetadata tells = new EnvoyCallMetadata(told(headers, ROUTE), told(headers, CLIENT));
      return tells.equals(NOTHING)
          ? next.startCall(call, headers)
          : Contexts.interceptCall(
              Context.current().withValue(CONTEXT, tells), call, headers, next);
    }
  }
}
