package dev.sluice.controller.xds.tls;

import com.google.protobuf.BoolValue;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import java.util.List;

/**
 * A translator of TLS for clients: only authenticated ciphers with forward secrecy. The certificate
 * is a resource of its own, so a new one does not change the listener or its connections.
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

  private DownstreamTlsTranslator() {}

  public static TransportSocket translate(String secret) {
    TlsParameters parameters =
        TlsParameters.newBuilder()
            .setTlsMinimumProtocolVersion(TlsProtocol.TLSv1_2)
            .setTlsMaximumProtocolVersion(TlsProtocol.TLSv1_3)
            .addAllCipherSuites(CIPHERS)
            .addAllEcdhCurves(CURVES)
            .build();
    CommonTlsContext common =
        CommonTlsContext.newBuilder()
            .setTlsParams(parameters)
            .addAlpnProtocols("h2")
            .addAlpnProtocols("http/1.1")
            .addTlsCertificateSdsSecretConfigs(SecretTranslator.reference(secret))
            .build();
    return TransportSocket.newBuilder()
        .setName("envoy.transport_sockets.tls")
        .setTypedConfig(
            DeterministicEncoding.any(
                DownstreamTlsContext.newBuilder()
                    .setCommonTlsContext(common)
                    .setRequireClientCertificate(BoolValue.of(false))
                    .build()))
        .build();
  }
}
