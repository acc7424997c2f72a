package dev.sluice.common.grpc;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The PEM files of mutual TLS between two parts of Sluice: the certificate with its chain, its key,
 * and the authorities of peer certificates.
 */
public record TlsConfig(Path certificate, Path key, Path ca) {
  private static final List<String> KEYS = List.of("certificate", "key", "ca");

  /**
   * Reads the section {@code tls} below {@code section}, or returns empty for plaintext. Plaintext
   * is a problem unless {@code address} is a loopback address, the environment is dev, or a sidecar
   * encrypts.
   */
  public static Optional<TlsConfig> read(ConfigReader section, HostPort address) {
    ConfigReader tls = section.section("tls");
    List<Optional<Path>> files = KEYS.stream().map(tls::optionalFile).toList();
    boolean bySidecar = tls.flag("by-sidecar", false);
    if (files.stream().allMatch(Optional::isPresent)) {
      if (bySidecar) {
        tls.problem("by-sidecar", "excludes " + tls.pathOf("certificate"));
      }
      TlsConfig config = new TlsConfig(path(files, 0), path(files, 1), path(files, 2));
      config.check(tls);
      return Optional.of(config);
    }
    if (files.stream().anyMatch(Optional::isPresent)) {
      for (int i = 0; i < KEYS.size(); i++) {
        if (files.get(i).isEmpty()) {
          tls.problem(KEYS.get(i), "is missing: certificate, key and ca must be set together");
        }
      }
    } else if (!bySidecar && !allowsPlaintext(section, address)) {
      tls.problem(
          "certificate",
          "is missing: only dev and loopback addresses may use plaintext, and "
              + address
              + " is none; where a sidecar encrypts, set "
              + tls.pathOf("by-sidecar"));
    }
    return Optional.empty();
  }

  /**
   * Returns the id in the certificate.
   *
   * @throws IllegalStateException if the files cannot be used
   */
  public SpiffeId identity() {
    try {
      return TlsMaterial.read(this).self();
    } catch (InvalidTlsFileException e) {
      throw new IllegalStateException(e.key() + " " + e.getMessage(), e);
    }
  }

  private static Path path(List<Optional<Path>> files, int index) {
    return files.get(index).orElseThrow();
  }

  /** Reports unusable files at start-up, not at the first handshake. */
  private void check(ConfigReader tls) {
    if (!Stream.of(certificate, key, ca).allMatch(Files::isReadable)) {
      // Already reported as missing.
      return;
    }
    try {
      var _ = TlsMaterial.read(this);
    } catch (InvalidTlsFileException e) {
      tls.problem(e.key(), String.valueOf(e.getMessage()));
    }
  }

  /** Returns whether an address may use plaintext without further settings. */
  public static boolean allowsPlaintext(ConfigReader section, HostPort address) {
    return isLoopback(address) || isDev(section);
  }

  private static boolean isDev(ConfigReader section) {
    return section
            .root()
            .choice("environment", DeploymentEnvironment.class, DeploymentEnvironment.DEV)
        == DeploymentEnvironment.DEV;
  }

  /**
   * Returns whether the address is a loopback address. Names other than {@code localhost} are not
   * resolved, because the result may change.
   */
  private static boolean isLoopback(HostPort address) {
    try {
      return address.host().equals("localhost")
          || InetAddress.ofLiteral(address.host()).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
