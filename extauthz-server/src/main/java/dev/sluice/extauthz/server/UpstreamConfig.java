package dev.sluice.extauthz.server;

import dev.sluice.common.Secret;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.header.ForgeableHeaders;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.GatewayOwnedHeaders;
import dev.sluice.extauthz.decision.UpstreamSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration section {@code upstream}: how the gateway authenticates itself to upstreams.
 *
 * @param baseSettings the settings without named tokens
 * @param secretsFolder the folder of the named tokens
 */
record UpstreamConfig(UpstreamSettings baseSettings, Optional<Path> secretsFolder) {
  /** Headers that the HTTP connection itself needs. */
  private static final Set<String> CONNECTION_HEADERS =
      Set.of("host", "content-length", "transfer-encoding");

  /** Returns the settings with named tokens. */
  UpstreamSettings settings(UpstreamSettings.NamedTokens namedTokens) {
    return new UpstreamSettings(
        baseSettings.defaultAuth(),
        baseSettings.bearerToken(),
        namedTokens,
        baseSettings.internalToken(),
        baseSettings.internalTokenHeader(),
        baseSettings.forgeable());
  }

  static UpstreamConfig read(ConfigReader upstream) {
    upstream.alias("auth-mode", "UPSTREAM_AUTH_MODE");
    upstream.alias("bearer-token", "UPSTREAM_BEARER_TOKEN");
    upstream.alias("internal-token", "UPSTREAM_INTERNAL_TOKEN");
    upstream.alias("internal-token-header", "UPSTREAM_INTERNAL_TOKEN_HEADER");
    Optional<Secret> bearer = secret(upstream, "bearer-token");
    String header =
        upstream.text("internal-token-header", "x-internal-token").toLowerCase(Locale.ROOT);
    boolean reserved = GatewayOwnedHeaders.contains(header) || CONNECTION_HEADERS.contains(header);
    if (reserved || !header.matches("[a-z0-9-]{1,64}")) {
      upstream.problem(
          "internal-token-header", "must be a header name that the gateway does not use otherwise");
    }
    UpstreamSettings settings =
        new UpstreamSettings(
            auth(upstream, bearer),
            bearer,
            name -> Optional.empty(),
            secret(upstream, "internal-token"),
            header,
            ForgeableHeaders.read(upstream.root().section("client-headers")));
    return new UpstreamConfig(settings, upstream.optionalText("secrets-dir").map(Path::of));
  }

  private static UpstreamAuth auth(ConfigReader upstream, Optional<Secret> bearer) {
    String mode = upstream.text("auth-mode", "strip").replace('_', '-');
    return switch (mode) {
      case "none", "strip" -> UpstreamAuth.UPSTREAM_AUTH_STRIP;
      case "mtls" -> UpstreamAuth.UPSTREAM_AUTH_MTLS;
      case "static-bearer" -> {
        if (bearer.isEmpty()) {
          upstream.problem("auth-mode", "static-bearer needs upstream.bearer-token");
        }
        yield UpstreamAuth.UPSTREAM_AUTH_STATIC_BEARER;
      }
      default -> {
        upstream.problem("auth-mode", "must be one of none, strip, static-bearer, mtls");
        yield UpstreamAuth.UPSTREAM_AUTH_STRIP;
      }
    };
  }

  private static Optional<Secret> secret(ConfigReader upstream, String key) {
    Optional<Secret> secret = upstream.optionalSecret(key).filter(s -> !s.matches(""));
    if (secret.isPresent() && !secret.get().reveal().matches("[\\x21-\\x7e]{1,4096}")) {
      upstream.problem(key, "must be printable ASCII without blanks");
    }
    return secret;
  }
}
