package dev.sluice.common.grpc;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A verified certificate of the caller's connection.
 *
 * @param serial the serial number in hexadecimal digits, as Envoy prints it
 */
public record PeerCertificate(SpiffeId id, String serial, Instant expiresAt) {

  static PeerCertificate of(X509Certificate certificate) {
    return new PeerCertificate(
        SpiffeId.of(certificate),
        certificate.getSerialNumber().toString(16),
        certificate.getNotAfter().toInstant());
  }
}
