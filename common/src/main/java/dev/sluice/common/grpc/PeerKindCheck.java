package dev.sluice.common.grpc;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;

/**
 * A check that a service is called by one kind of peers, on a server for several kinds. Without TLS
 * peers have no identity, and all may call.
 */
public final class PeerKindCheck implements ServerInterceptor {
  private final String kind;

  private PeerKindCheck(String kind) {
    this.kind = kind;
  }

  /** Returns the service for peers of this kind. */
  public static BindableService around(BindableService service, String kind) {
    return () -> ServerInterceptors.intercept(service, new PeerKindCheck(kind));
  }

  @Override
  public <I, O> ServerCall.Listener<I> interceptCall(
      ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
    boolean other = PeerIdentity.current().filter(peer -> !peer.kind().equals(kind)).isPresent();
    if (other) {
      call.close(
          Status.PERMISSION_DENIED.withDescription("this service is for " + kind), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(call, headers);
  }
}
