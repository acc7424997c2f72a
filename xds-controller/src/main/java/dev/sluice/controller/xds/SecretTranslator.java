package dev.sluice.controller.xds;

import dev.sluice.controller.ir.CertificateIr;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;

/** A certificate with its key. */
final class SecretTranslator {
  private SecretTranslator() {}

  static Secret translate(CertificateIr certificate) {
    return Secret.newBuilder()
        .setName(Names.secret(certificate.reference()))
        .setTlsCertificate(
            TlsCertificate.newBuilder()
                .setCertificateChain(text(certificate.chain()))
                .setPrivateKey(text(certificate.key().reveal())))
        .build();
  }

  private static DataSource text(String text) {
    return DataSource.newBuilder().setInlineString(text).build();
  }
}
