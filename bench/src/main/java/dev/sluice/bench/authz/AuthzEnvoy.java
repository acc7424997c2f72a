package dev.sluice.bench.authz;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.process.BenchEnvoy;
import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.bench.process.TextTemplate;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.stack.StackPorts;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An Envoy in front of the servers, with a listener for each variant that answers allowed requests
 * itself. Envoy has the servers' processor alone, and the servers share that of the bench.
 */
final class AuthzEnvoy implements AutoCloseable {
  /** The body of each response. */
  static final String RESPONSE = "passed";

  private static final TextTemplate EXT_AUTHZ =
      new TextTemplate(AuthzEnvoy.class, "ext_authz.yaml");
  private static final TextTemplate JWT_AUTHN =
      new TextTemplate(AuthzEnvoy.class, "jwt_authn.yaml");
  private static final int CACHED_TOKENS = 4 * AuthzScenarios.POOL;

  private final AuthzServers servers;
  private final Map<AuthzVariant, Integer> ports = new EnumMap<>(AuthzVariant.class);
  private final ManagedProcess envoy;

  AuthzEnvoy(AuthzServers servers) {
    this.servers = servers;
    servers.variants().forEach(variant -> move(variant, AuthzServers.BENCH_PROCESSOR));
    Stream.concat(
            Stream.of(AuthzVariant.PLAIN, AuthzVariant.JWT, AuthzVariant.JWT_CACHED),
            servers.variants().stream())
        .forEach(variant -> ports.put(variant, StackPorts.findFreePort()));
    envoy =
        BenchEnvoy.start(
            servers.group(),
            variants().stream().map(this::listener).toList(),
            servers.variants().stream()
                .map(variant ->
                    new BenchEnvoy.BenchCluster(
                        name(variant), servers.server(variant).port(), true))
                .toList(),
            command -> servers.pinning().pinned(AuthzServers.SERVER_PROCESSOR, command));
  }

  List<AuthzVariant> variants() {
    return List.copyOf(ports.keySet());
  }

  int port(AuthzVariant variant) {
    return ports.getOrDefault(variant, 0);
  }

  CpuMeter meter(AuthzVariant variant) {
    var usage = new ProcessUsage(envoy.pid());
    return () ->
        new CpuUsage(
            variant.isServer() ? servers.server(variant).usage().cpuMillis() : 0,
            usage.cpuMillis(),
            servers.bench().cpuMillis());
  }

  /** Stops Envoy and moves the servers back to their processor. */
  @Override
  public void close() {
    envoy.close();
    servers.variants().forEach(variant -> move(variant, AuthzServers.SERVER_PROCESSOR));
  }

  private void move(AuthzVariant variant, int processor) {
    servers.pinning().pin(servers.server(variant).pid(), processor);
  }

  private BenchEnvoy.BenchListener listener(AuthzVariant variant) {
    String route =
        "direct_response: {status: 200, body: {inline_string: \"%s\"}}".formatted(RESPONSE);
    return new BenchEnvoy.BenchListener(name(variant), port(variant), route, "", filter(variant));
  }

  private String filter(AuthzVariant variant) {
    return switch (variant) {
      case PLAIN -> "";
      case JWT -> jwtAuthn("");
      case JWT_CACHED ->
          jwtAuthn(", jwt_cache_config: {jwt_cache_size: %d}".formatted(CACHED_TOKENS));
      case GO, JAVA, OIDC, OPA, SLUICE -> EXT_AUTHZ.fill(Map.of("cluster", name(variant)));
    };
  }

  private String jwtAuthn(String cache) {
    return JWT_AUTHN.fill(
        Map.of(
            "providers",
            servers
                .issuers()
                .map(issuer -> provider(issuer, cache))
                .collect(Collectors.joining(", ")),
            "rules",
            servers
                .issuers()
                .map(issuer ->
                    "{match: {prefix: \"/v1/%1$s/\"}, requires: {provider_name: %1$s}}"
                        .formatted(issuer.algorithm().segment()))
                .collect(Collectors.joining(", "))));
  }

  private String provider(BenchIssuer issuer, String cache) {
    return "%s: {issuer: \"%s\", audiences: [%s], local_jwks: {filename: \"%s\"}%s}"
        .formatted(
            issuer.algorithm().segment(),
            issuer.url(),
            BenchIssuer.AUDIENCE,
            servers.group().home().resolve(BenchPolicyFile.keyFile(issuer)),
            cache);
  }

  private static String name(AuthzVariant variant) {
    return variant.name().toLowerCase(Locale.ROOT);
  }
}
