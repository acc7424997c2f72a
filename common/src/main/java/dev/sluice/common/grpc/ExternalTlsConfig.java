package dev.sluice.common.grpc;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS towards a server that is no part of Sluice: it is known by its host name and by the
 * authorities in {@code ca}; files are PEM, and read once.
 *
 * @param clientCertificate what we show it, if it wants to know us
 */
public record ExternalTlsConfig(Path ca, Optional<ClientCertificate> clientCertificate) {
  /** A certificate of ours with its chain, and its key. */
  public record ClientCertificate(Path certificate, Path key) {}

  /**
   * Reads the section {@code tls} below {@code section}: empty for plaintext, which is a problem
   * unless {@code address} is a loopback address, the environment is dev, or a sidecar encrypts.
   */
  public static Optional<ExternalTlsConfig> read(ConfigReader section, HostPort address) {
    ConfigReader tls = section.section("tls");
    Optional<Path> ca = tls.optionalFile("ca");
    Optional<Path> certificate = tls.optionalFile("certificate");
    Optional<Path> key = tls.optionalFile("key");
    boolean bySidecar = tls.flag("by-sidecar", false);
    if (certificate.isPresent() != key.isPresent()) {
      tls.problem("certificate", "certificate and key go together");
    } else if (ca.isEmpty() && certificate.isPresent()) {
      tls.problem("ca", "is missing: without it nothing is encrypted");
    } else if (ca.isPresent() && bySidecar) {
      tls.problem("by-sidecar", "excludes " + tls.pathOf("ca"));
    } else if (ca.isEmpty() && !bySidecar && !TlsConfig.allowsPlaintext(section, address)) {
      tls.problem(
          "ca",
          "is missing: only dev and loopback addresses go without TLS, and "
              + address
              + " is none; where a sidecar encrypts, set "
              + tls.pathOf("by-sidecar"));
    }
    Optional<ClientCertificate> own =
        certificate.flatMap(chain -> key.map(secret -> new ClientCertificate(chain, secret)));
    return ca.map(authorities -> new ExternalTlsConfig(authorities, own));
  }

  /** For channels to such a server. */
  public ChannelCredentials credentials() {
    try {
      TlsChannelCredentials.Builder credentials =
          TlsChannelCredentials.newBuilder().trustManager(ca.toFile());
      if (clientCertificate.isPresent()) {
        credentials.keyManager(
            clientCertificate.get().certificate().toFile(), clientCertificate.get().key().toFile());
      }
      return credentials.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
