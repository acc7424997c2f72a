package dev.sluice.controller.xds.tls;

import dev.sluice.controller.ir.CertificateIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;

/** A translator of a certificate with its key, or of authorities. */
public final class SecretTranslator {
  /** The time for which a starting Envoy waits for a missing certificate. */
  private static final long WAIT_SECONDS = 5;

  private SecretTranslator() {}

  public static Secret translate(CertificateIr certificate) {
    if (CertificateIr.isAuthority(certificate.reference())) {
      return Secret.newBuilder()
          .setName(XdsNames.secret(certificate.reference()))
          .setValidationContext(
              CertificateValidationContext.newBuilder().setTrustedCa(text(certificate.chain())))
          .build();
    }
    return Secret.newBuilder()
        .setName(XdsNames.secret(certificate.reference()))
        .setTlsCertificate(
            TlsCertificate.newBuilder()
                .setCertificateChain(text(certificate.chain()))
                .setPrivateKey(text(certificate.key().reveal())))
        .build();
  }

  /** Returns a reference to the certificate of that name. */
  static SdsSecretConfig reference(String secret) {
    return SdsSecretConfig.newBuilder()
        .setName(XdsNames.secret(secret))
        .setSdsConfig(
            EnvoyMessages.ADS.toBuilder()
                .setInitialFetchTimeout(EnvoyMessages.seconds(WAIT_SECONDS)))
        .build();
  }

  private static DataSource text(String text) {
    return DataSource.newBuilder().setInlineString(text).build();
  }
}
