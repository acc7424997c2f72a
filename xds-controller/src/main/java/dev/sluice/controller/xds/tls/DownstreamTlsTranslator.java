package dev.sluice.controller.xds.tls;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import dev.sluice.controller.ir.ClientCertificatesIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.ListenerTlsIr;
import dev.sluice.controller.ir.ServedProtocol;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import java.util.List;

/**
 * A translator of TLS for clients: only authenticated ciphers with forward secrecy. The certificate
 * and the authorities of client certificates are resources of their own, so new ones do not change
 * the listener or its connections.
 */
public final class DownstreamTlsTranslator {
  /** The ciphers of TLS 1.2; all ciphers of TLS 1.3 are acceptable. */
  private static final List<String> CIPHERS =
      List.of(
          "[ECDHE-ECDSA-AES128-GCM-SHA256|ECDHE-ECDSA-CHACHA20-POLY1305]",
          "[ECDHE-RSA-AES128-GCM-SHA256|ECDHE-RSA-CHACHA20-POLY1305]",
          "ECDHE-ECDSA-AES256-GCM-SHA384",
          "ECDHE-RSA-AES256-GCM-SHA384");

  private static final List<String> CURVES = List.of("X25519", "P-256");
  private static final List<String> HTTP_ALPN = List.of("h2", "http/1.1");

  private DownstreamTlsTranslator() {}

  /** Returns TLS over TCP. */
  public static TransportSocket translate(ListenerIr listener) {
    return socket("envoy.transport_sockets.tls", context(listener, alpn(listener)));
  }

  /** Returns TLS inside QUIC. */
  public static TransportSocket quic(ListenerIr listener) {
    return socket(
        "envoy.transport_sockets.quic",
        QuicDownstreamTransport.newBuilder()
            .setDownstreamTlsContext(context(listener, List.of("h3")))
            .build());
  }

  private static TransportSocket socket(String name, Message config) {
    return TransportSocket.newBuilder()
        .setName(name)
        .setTypedConfig(DeterministicEncoding.any(config))
        .build();
  }

  private static List<String> alpn(ListenerIr listener) {
    List<String> own = listener.tlsOrDefault().alpn();
    return own.isEmpty() && listener.protocol() == ServedProtocol.HTTPS ? HTTP_ALPN : own;
  }

  private static DownstreamTlsContext context(ListenerIr listener, List<String> alpn) {
    ListenerTlsIr tls = listener.tlsOrDefault();
    CommonTlsContext.Builder common =
        CommonTlsContext.newBuilder()
            .setTlsParams(
                TlsParameters.newBuilder()
                    .setTlsMinimumProtocolVersion(version(tls.minVersion()))
                    .setTlsMaximumProtocolVersion(version(tls.maxVersion()))
                    .addAllCipherSuites(tls.cipherSuites().isEmpty() ? CIPHERS : tls.cipherSuites())
                    .addAllEcdhCurves(CURVES))
            .addAllAlpnProtocols(alpn)
            .addTlsCertificateSdsSecretConfigs(
                SecretTranslator.reference(listener.secret().orElseThrow()));
    tls.clientCertificates()
        .map(ClientCertificatesIr::reference)
        .map(SecretTranslator::reference)
        .ifPresent(common::setValidationContextSdsSecretConfig);
    boolean required =
        tls.clientCertificates()
            .filter(certificates -> certificates.mode() == ClientCertificatesIr.Mode.REQUIRE)
            .isPresent();
    return DownstreamTlsContext.newBuilder()
        .setCommonTlsContext(common)
        .setRequireClientCertificate(BoolValue.of(required))
        .build();
  }

  private static TlsProtocol version(String version) {
    return version.equals(ListenerTlsIr.TLS_1_3) ? TlsProtocol.TLSv1_3 : TlsProtocol.TLSv1_2;
  }
}
