package dev.sluice.bench.authz;

import dev.sluice.bench.check.server.PolicyText;
import dev.sluice.bench.check.token.BenchIssuer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of the one Envoy: a listener for each variant, each of which answers by itself
 * what the filter lets pass.
 *
 * @param listeners the port of each variant's listener
 * @param servers the port of those that are asked
 * @param keys the folder with the files of the issuers' keys
 */
record EnvoyConfig(
    int admin,
    Map<Variant, Integer> listeners,
    Map<Variant, Integer> servers,
    Collection<BenchIssuer> issuers,
    Path keys) {
  /** The body of each answer. */
  static final String ANSWER = "passed";

  /** Room for all tokens of a pool. */
  private static final int CACHED = 4 * Run.POOL;

  EnvoyConfig {
    listeners = Map.copyOf(listeners);
    servers = Map.copyOf(servers);
  }

  String yaml() {
    return """
    node: {id: bench, cluster: bench}
    admin: {address: %s}
    static_resources:
      listeners:
    %s
      clusters:
    %s
    """
        .formatted(
            address(admin),
            listeners.keySet().stream().map(this::listener).collect(Collectors.joining("\n")),
            servers.keySet().stream().map(this::cluster).collect(Collectors.joining("\n")));
  }

  private String listener(Variant variant) {
    return """
      - name: %1$s
        address: %2$s
        filter_chains:
        - filters:
          - name: envoy.filters.network.http_connection_manager
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
              stat_prefix: %1$s
              route_config:
                virtual_hosts:
                - name: all
                  domains: ["*"]
                  routes: [{name: all, match: {prefix: /}, direct_response: {status: 200, body: {inline_string: "%4$s"}}}]
              http_filters:
    %3$s
              - name: envoy.filters.http.router
                typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
    """
        .formatted(
            name(variant), address(listeners.getOrDefault(variant, 0)), filter(variant), ANSWER);
  }

  private String filter(Variant variant) {
    return switch (variant) {
      case PLAIN -> "";
      case JWT -> jwtFilter("");
      case JWT_CACHED -> jwtFilter(", jwt_cache_config: {jwt_cache_size: %d}".formatted(CACHED));
      case GO, JAVA, OIDC, OPA, SLUICE -> asking(name(variant));
    };
  }

  private static String asking(String cluster) {
    return """
              - name: envoy.filters.http.ext_authz
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
                  transport_api_version: V3
                  grpc_service: {envoy_grpc: {cluster_name: %s}, timeout: 600s}\
    """
        .formatted(cluster);
  }

  private String jwtFilter(String cache) {
    return """
              - name: envoy.filters.http.jwt_authn
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
                  providers:
    %s
                  rules:
    %s\
    """
        .formatted(
            issuers.stream()
                .map(issuer -> provider(issuer, cache))
                .collect(Collectors.joining("\n")),
            issuers.stream().map(EnvoyConfig::rule).collect(Collectors.joining("\n")));
  }

  private String provider(BenchIssuer issuer, String cache) {
    return """
                    %s: {issuer: "%s", audiences: [%s], local_jwks: {filename: "%s"}%s}\
    """
        .formatted(
            issuer.algorithm().segment(),
            issuer.url(),
            BenchIssuer.AUDIENCE,
            keys.resolve(PolicyText.keyFile(issuer)),
            cache);
  }

  private static String rule(BenchIssuer issuer) {
    return """
                  - {match: {prefix: "/v1/%1$s/"}, requires: {provider_name: %1$s}}\
    """
        .formatted(issuer.algorithm().segment());
  }

  private String cluster(Variant variant) {
    return """
      - name: %1$s
        type: STATIC
        typed_extension_protocol_options:
          envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
            "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
            explicit_http_config: {http2_protocol_options: {}}
        load_assignment: {cluster_name: %1$s, endpoints: [{lb_endpoints: [{endpoint: {address: %2$s}}]}]}
    """
        .formatted(name(variant), address(servers.getOrDefault(variant, 0)));
  }

  private static String address(int port) {
    return "{socket_address: {address: 127.0.0.1, port_value: %d}}".formatted(port);
  }

  private static String name(Variant variant) {
    return variant.name().toLowerCase(Locale.ROOT);
  }
}
