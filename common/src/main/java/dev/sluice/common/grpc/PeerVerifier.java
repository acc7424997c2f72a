package dev.sluice.common.grpc;

import io.grpc.util.AdvancedTlsX509TrustManager.SslSocketAndEnginePeerVerifier;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A verifier that the holder of a valid certificate is an accepted peer. */
final class PeerVerifier implements SslSocketAndEnginePeerVerifier {
  private static final Logger log = LoggerFactory.getLogger(PeerVerifier.class);
  private final Supplier<SpiffeId> self;
  private final Predicate<SpiffeId> acceptedPeers;
  private volatile String last = "";

  PeerVerifier(Supplier<SpiffeId> self, Predicate<SpiffeId> acceptedPeers) {
    this.self = self;
    this.acceptedPeers = acceptedPeers;
  }

  @Override
  public void verifyPeerCertificate(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain[0]);
  }

  @Override
  public void verifyPeerCertificate(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain[0]);
  }

  private void check(X509Certificate certificate) throws CertificateException {
    SpiffeId peer;
    try {
      peer = SpiffeId.of(certificate);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    if (!peer.trustDomain().equals(self.get().trustDomain())) {
      throw refused(peer + " is of another trust domain");
    }
    if (!acceptedPeers.test(peer)) {
      throw refused(peer + " has no business here");
    }
  }

  /** Logs a rejection once, because a rejected peer retries, and returns the exception. */
  private CertificateException refused(String why) {
    if (!last.equals(why)) {
      last = why;
      log.warn("rejected a peer: {}", why);
    }
    return new CertificateException(why);
  }
}
