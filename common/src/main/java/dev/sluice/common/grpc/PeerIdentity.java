package dev.sluice.common.grpc;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The verified identity of the caller, for services. */
public final class PeerIdentity {
  private static final Context.Key<PeerCertificate> CONTEXT = Context.key("sluice-peer");
  private static final Attributes.Key<PeerCertificate> ATTRIBUTE =
      Attributes.Key.create("sluice-peer");

  private PeerIdentity() {}

  /** Returns the verified id of the caller of the current call; empty for plaintext. */
  public static Optional<SpiffeId> current() {
    return certificate().map(PeerCertificate::id);
  }

  /** Returns the certificate of the caller of the current call; empty for plaintext. */
  public static Optional<PeerCertificate> certificate() {
    return Optional.ofNullable(CONTEXT.get());
  }

  /** A filter that reads the id once for each connection. */
  static final class TransportFilter extends ServerTransportFilter {
    @Override
    public Attributes transportReady(Attributes transport) {
      SSLSession session = transport.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
      if (session == null) {
        throw new IllegalStateException("a connection without TLS");
      }
      try {
        X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
        return transport.toBuilder().set(ATTRIBUTE, PeerCertificate.of(certificate)).build();
      } catch (SSLPeerUnverifiedException e) {
        throw new IllegalStateException("a connection without a client certificate", e);
      }
    }
  }

  /** An interceptor that adds the id to the context of each call. */
  static final class CallInterceptor implements ServerInterceptor {
    @Override
    public <I, O> ServerCall.Listener<I> interceptCall(
        ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
      Context context = Context.current().withValue(CONTEXT, call.getAttributes().get(ATTRIBUTE));
      return Contexts.interceptCall(context, call, headers, next);
    }
  }
}
