package dev.sluice.controller.api;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.TlsConfig;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.signed.PolicySignatures;
import dev.sluice.common.rbac.RbacPolicy;
import dev.sluice.common.rbac.RbacPolicyCompiler;
import dev.sluice.common.tier.TierPolicy;
import dev.sluice.common.tier.TierPolicyCompiler;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.controller.api.access.ApiIssuers.ApiIssuer;
import dev.sluice.controller.api.console.ConsoleConfig;
import dev.sluice.controller.api.fleet.FleetStreamLimits;
import dev.sluice.controller.api.playground.PlaygroundConfig;
import dev.sluice.controller.secrets.CertificateFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A configuration of the management API.
 *
 * @param rbac the file of the roles
 * @param signatures the signatures that policy files need
 * @param rbacReload the interval between checks of the files
 * @param tiers the file of the limits of tiers, if there is one
 * @param requestsPerMinute the limit of each caller
 * @param databasePoolSize the number of connections to the database, which nothing else uses
 */
public record ApiConfig(
    HostPort address,
    Optional<CertificateFiles> certificate,
    List<ApiIssuer> issuers,
    Path rbac,
    PolicySignatures signatures,
    Duration rbacReload,
    Optional<Path> tiers,
    int requestsPerMinute,
    int databasePoolSize,
    FleetStreamLimits streams,
    Optional<ConsoleConfig> console,
    Optional<PlaygroundConfig> playground) {
  public ApiConfig {
    issuers = List.copyOf(issuers);
  }

  /** Reads the section {@code api}. Without issuers there is no API. */
  public static Optional<ApiConfig> read(ConfigReader api, DeploymentEnvironment environment) {
    HostPort address = api.address("address", new HostPort("127.0.0.1", 9004));
    List<String> names = api.texts("issuers", List.of());
    List<String> audiences = api.texts("audiences", List.of());
    Optional<Path> keys = api.optionalFile("jwks-file");
    Optional<String> keysUrl = api.optionalText("jwks-url");
    Path rbac = api.path("rbac", Path.of("policies", "rbac.yaml"));
    PolicySignatures signatures = PolicySignatures.read(api.root());
    Duration reload = api.duration("rbac-reload", Duration.ofSeconds(30));
    Optional<Path> tiers = api.optionalFile("tiers");
    int limit = api.integer("requests-per-minute", 1_000, 1, 1_000_000);
    int connections = api.integer("database-pool-size", 8, 1, 100);
    boolean off = names.isEmpty();
    boolean loopback = environment == DeploymentEnvironment.DEV;
    Optional<ConsoleConfig> console = ConsoleConfig.read(api, names, loopback);
    Optional<PlaygroundConfig> playground = PlaygroundConfig.read(api);
    Optional<CertificateFiles> certificate = certificate(api, address, off);
    if (off) {
      return Optional.empty();
    }
    if (audiences.isEmpty()) {
      api.problem("audiences", "is missing: name the audience of tokens for this API");
    }
    if ((keys.isPresent() || keysUrl.isPresent()) && names.size() > 1) {
      api.problem("jwks-file", "and jwks-url are for a single issuer; leave them to discovery");
    }
    List<ApiIssuer> issuers = new ArrayList<>();
    for (String name : names) {
      source(api, name, keys, keysUrl, loopback)
          .ifPresent(source -> issuers.add(new ApiIssuer(name, new HashSet<>(audiences), source)));
    }
    return Optional.of(
        new ApiConfig(
            address,
            certificate,
            issuers,
            rbac,
            signatures,
            reload,
            tiers,
            limit,
            connections,
            FleetStreamLimits.DEFAULT,
            console,
            playground));
  }

  /** Returns the loader of the file of the roles. */
  public PolicyFile<RbacPolicy> rbacLoader() {
    return RbacPolicyCompiler.file().requiring(signatures);
  }

  /** Returns the loader of the file of tiers. */
  public PolicyFile<TierPolicy> tierLoader() {
    return TierPolicyCompiler.file().requiring(signatures);
  }

  private static Optional<JwksSource> source(
      ConfigReader api,
      String issuer,
      Optional<Path> keys,
      Optional<String> keysUrl,
      boolean loopback) {
    if (keys.isPresent()) {
      return Optional.of(new JwksSource.File(keys.get()));
    }
    String url = keysUrl.orElse(issuer);
    String key = keysUrl.isPresent() ? "jwks-url" : "issuers";
    if (!isUrl(url, loopback)) {
      api.problem(key, "must be an https URL; http is for dev only");
      return Optional.empty();
    }
    return Optional.of(
        keysUrl.isPresent()
            ? new JwksSource.Url(URI.create(url), loopback)
            : new JwksSource.Discovery(issuer, loopback));
  }

  private static boolean isUrl(String text, boolean loopback) {
    try {
      URI uri = URI.create(text);
      String scheme = String.valueOf(uri.getScheme());
      return uri.getHost() != null
          && (scheme.equals("https") || (loopback && scheme.equals("http")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<CertificateFiles> certificate(
      ConfigReader api, HostPort address, boolean off) {
    ConfigReader tls = api.section("tls");
    Optional<Path> certificate = tls.optionalFile("certificate");
    Optional<Path> key = tls.optionalFile("key");
    boolean bySidecar = tls.flag("by-sidecar", false);
    if (certificate.isPresent() != key.isPresent()) {
      tls.problem(
          certificate.isPresent() ? "key" : "certificate",
          "is missing: certificate and key must be set together");
    } else if (certificate.isEmpty()
        && !off
        && !bySidecar
        && !TlsConfig.allowsPlaintext(api, address)) {
      tls.problem(
          "certificate",
          "is missing: only dev and loopback addresses may use plaintext; where a sidecar encrypts,"
              + " set "
              + tls.pathOf("by-sidecar"));
    }
    return certificate.flatMap(file -> key.map(secret -> new CertificateFiles(file, secret)));
  }
}
