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
 * The TLS settings of a connection to an external server. The server is verified by its host name
 * and the certificate authorities in {@code ca}. Files are PEM and are read once.
 *
 * @param clientCertificate the certificate for mutual TLS, if the server requires one
 */
public record ExternalTlsConfig(Path ca, Optional<ClientCertificate> clientCertificate) {
  /** A client certificate with its chain and its key. */
  public record ClientCertificate(Path certificate, Path key) {}

  /**
   * Reads the section {@code tls} below {@code section}, or returns empty for plaintext. Plaintext
   * is a problem unless {@code address} is a loopback address, the environment is dev, or a sidecar
   * encrypts.
   */
  public static Optional<ExternalTlsConfig> read(ConfigReader section, HostPort address) {
    ConfigReader tls = section.section("tls");
    Optional<Path> ca = tls.optionalFile("ca");
    Optional<Path> certificate = tls.optionalFile("certificate");
    Optional<Path> key = tls.optionalFile("key");
    boolean bySidecar = tls.flag("by-sidecar", false);
    if (certificate.isPresent() != key.isPresent()) {
      tls.problem("certificate", "certificate and key must be set together");
    } else if (ca.isEmpty() && certificate.isPresent()) {
      tls.problem("ca", "is missing: without it nothing is encrypted");
    } else if (ca.isPresent() && bySidecar) {
      tls.problem("by-sidecar", "excludes " + tls.pathOf("ca"));
    } else if (ca.isEmpty() && !bySidecar && !TlsConfig.allowsPlaintext(section, address)) {
      tls.problem(
          "ca",
          "is missing: only dev and loopback addresses may use plaintext, and "
              + address
              + " is none; where a sidecar encrypts, set "
              + tls.pathOf("by-sidecar"));
    }
    Optional<ClientCertificate> own =
        certificate.flatMap(chain -> key.map(secret -> new ClientCertificate(chain, secret)));
    return ca.map(authorities -> new ExternalTlsConfig(authorities, own));
  }

  /** Returns the credentials for channels to the server. */
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
