package dev.sluice.controller.api.agent;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.grpc.TlsConfig;
import dev.sluice.common.telemetry.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A configuration of what agents get when they join.
 *
 * @param tokenKey the file of the keys that sign tokens; without it there are no tokens
 * @param ca the authority of certificates; without it there are none
 */
public record AgentConfig(
    Optional<Path> tokenKey,
    Duration tokenLifetime,
    Optional<AuthorityFiles> ca,
    Duration certificateLifetime) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * Reads the section {@code agents}.
   *
   * @param tls the files of the server to which agents connect
   */
  public static AgentConfig read(ConfigReader agents, Optional<TlsConfig> tls) {
    Optional<Path> tokenKey = agents.optionalFile("token-key");
    tokenKey.filter(Files::isReadable).ifPresent(file -> checkKeys(agents, file));
    return new AgentConfig(
        tokenKey,
        lifetime(agents, "token-lifetime"),
        authority(agents, tls),
        lifetime(agents, "certificate-lifetime"));
  }

  /** Returns the issuer of certificates, and exposes when its authority expires. */
  public Optional<CertificateIssuer> issuer(MeterRegistry metrics) {
    return ca.map(files -> {
      CertificateIssuer issuer =
          new CertificateIssuer(files, certificateLifetime, Clock.systemUTC(), metrics);
      Telemetry.exposeCertificateExpiry(metrics, "agents-ca", issuer::authorityExpiresAt);
      return issuer;
    });
  }

  private static Duration lifetime(ConfigReader agents, String key) {
    Duration lifetime = agents.duration(key, DAY);
    if (!lifetime.isPositive() || lifetime.compareTo(LONGEST) > 0) {
      agents.problem(key, "must be 1s to 365d");
      return DAY;
    }
    return lifetime;
  }

  private static void checkKeys(ConfigReader agents, Path file) {
    try {
      var _ = TokenKeyFile.read(file);
    } catch (IllegalArgumentException e) {
      agents.problem("token-key", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<AuthorityFiles> authority(ConfigReader agents, Optional<TlsConfig> tls) {
    ConfigReader ca = agents.section("ca");
    Optional<Path> certificate = ca.optionalFile("certificate");
    Optional<Path> key = ca.optionalFile("key");
    if (certificate.isPresent() != key.isPresent()) {
      ca.problem(
          certificate.isPresent() ? "key" : "certificate",
          "is missing: certificate and key must be set together");
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    if (tls.isEmpty()) {
      ca.problem("certificate", "needs xds.tls.certificate, which has the trust domain");
      return Optional.empty();
    }
    if (!Files.isReadable(certificate.get()) || !Files.isReadable(key.get())) {
      // Already reported as missing.
      return Optional.empty();
    }
    return checked(ca, certificate.get(), key.get(), tls.get());
  }

  private static Optional<AuthorityFiles> checked(
      ConfigReader ca, Path certificate, Path key, TlsConfig tls) {
    try {
      AuthorityFiles files =
          new AuthorityFiles(certificate, key, tls.ca(), tls.identity().trustDomain());
      var _ = NodeAuthority.read(files);
      return Optional.of(files);
    } catch (InvalidAuthorityException e) {
      ca.problem(e.key(), String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      // A problem of xds.tls, which its own check reports.
    }
    return Optional.empty();
  }
}
