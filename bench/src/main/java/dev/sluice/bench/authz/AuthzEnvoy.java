package dev.sluice.bench.authz;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.peer.BenchEnvoy;
import dev.sluice.bench.peer.ServerVariant;
import dev.sluice.bench.process.TextTemplate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An Envoy in front of the servers. The listener of each variant responds to allowed requests
 * itself. Envoy runs on the servers' processor, and the servers move to that of the bench.
 */
final class AuthzEnvoy implements AutoCloseable {
  /** The body of each response. */
  static final String RESPONSE = "passed";

  private static final String ROUTE =
      "direct_response: {status: 200, body: {inline_string: \"" + RESPONSE + "\"}}";
  private static final TextTemplate EXT_AUTHZ =
      new TextTemplate(AuthzEnvoy.class, "ext_authz.yaml");
  private static final TextTemplate JWT_AUTHN =
      new TextTemplate(AuthzEnvoy.class, "jwt_authn.yaml");
  private static final int CACHED_TOKENS = 4 * AuthzScenarios.POOL;

  private final AuthzServers servers;
  private final BenchEnvoy envoy;

  AuthzEnvoy(AuthzServers servers) {
    this.servers = servers;
    servers.move(AuthzServers.BENCH_PROCESSOR);
    envoy =
        new BenchEnvoy(
            servers.group(),
            servers.running(),
            List.of(ServerVariant.PLAIN, ServerVariant.JWT, ServerVariant.JWT_CACHED),
            "",
            variant -> new BenchEnvoy.ListenerParts(ROUTE, "", filter(servers, variant)),
            command -> servers.pinning().pinned(AuthzServers.SERVER_PROCESSOR, command));
  }

  BenchEnvoy envoy() {
    return envoy;
  }

  /** Stops Envoy and moves the servers back to their processor. */
  @Override
  public void close() {
    envoy.close();
    servers.move(AuthzServers.SERVER_PROCESSOR);
  }

  private static String filter(AuthzServers servers, ServerVariant variant) {
    return switch (variant) {
      case PLAIN -> "";
      case JWT -> jwtAuthn(servers, "");
      case JWT_CACHED ->
          jwtAuthn(servers, ", jwt_cache_config: {jwt_cache_size: %d}".formatted(CACHED_TOKENS));
      case GO, JAVA, OIDC, OPA, SLUICE -> EXT_AUTHZ.fill(Map.of("cluster", variant.id()));
    };
  }

  private static String jwtAuthn(AuthzServers servers, String cache) {
    return JWT_AUTHN.fill(
        Map.of(
            "providers",
            servers
                .issuers()
                .map(issuer -> provider(servers, issuer, cache))
                .collect(Collectors.joining(", ")),
            "rules",
            servers
                .issuers()
                .map(issuer ->
                    "{match: {prefix: \"/v1/%1$s/\"}, requires: {provider_name: %1$s}}"
                        .formatted(issuer.algorithm().segment()))
                .collect(Collectors.joining(", "))));
  }

  private static String provider(AuthzServers servers, BenchIssuer issuer, String cache) {
    return "%s: {issuer: \"%s\", audiences: [%s], local_jwks: {filename: \"%s\"}%s}"
        .formatted(
            issuer.algorithm().segment(),
            issuer.url(),
            BenchIssuer.AUDIENCE,
            servers.group().home().resolve(BenchPolicyFile.keyFile(issuer)),
            cache);
  }
}
