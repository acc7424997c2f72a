package dev.sluice.common.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.TestCa;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class PeerCertificateTest {
  private static final String ID = "spiffe://lab/sluice/envoy/edge";

  @Test
  void of_certificate_hasIdSerialAndExpiry() {
    Instant until = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    X509Certificate certificate = new TestCa("ca").issue(until, ID).certificate();

    PeerCertificate peer = PeerCertificate.of(certificate);

    assertEquals(SpiffeId.parse(ID), peer.id());
    assertEquals(certificate.getSerialNumber(), new BigInteger(peer.serial(), 16));
    assertEquals(until, peer.expiresAt());
  }
}
