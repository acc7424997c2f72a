package dev.sluice.bench.extproc;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of the one Envoy: a listener for each variant, all of them before the same
 * upstream, with the filter and the access log as the controller makes them.
 *
 * @param listeners the port of each variant's listener
 * @param servers the port of what it asks; plain Envoy asks nobody
 */
record EnvoyConfig(
    int admin,
    int upstream,
    Map<Variant, Integer> listeners,
    Map<Variant, Integer> servers,
    boolean audit) {

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
      - name: upstream
        type: STATIC
        load_assignment: %s
    %s
    """
        .formatted(
            address(admin),
            listeners.keySet().stream().map(this::listener).collect(Collectors.joining("\n")),
            endpoint("upstream", upstream),
            servers.keySet().stream().map(this::server).collect(Collectors.joining("\n")));
  }

  private String listener(Variant variant) {
    String name = name(variant);
    return """
      - name: %1$s
        address: %2$s
        filter_chains:
        - filters:
          - name: envoy.filters.network.http_connection_manager
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
              stat_prefix: %1$s
              generate_request_id: true
              access_log: [%3$s]
              route_config:
                virtual_hosts:
                - name: all
                  domains: ["*"]
                  routes: [{name: all, match: {prefix: /}, route: {cluster: upstream, timeout: 0s}}]
              http_filters:
    %4$s
              - name: envoy.filters.http.router
                typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
    """
        .formatted(
            name,
            address(listeners.getOrDefault(variant, 0)),
            variant == Variant.SLUICE && audit ? accessLog(name) : "",
            servers.containsKey(variant) ? filter(name) : "");
  }

  private String server(Variant variant) {
    String name = name(variant);
    return """
      - name: %1$s
        type: STATIC
        circuit_breakers: {thresholds: [{max_requests: 100000, max_pending_requests: 100000}]}
        typed_extension_protocol_options:
          envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
            "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
            explicit_http_config: {http2_protocol_options: {connection_keepalive: {interval: 10s, timeout: 3s}, initial_stream_window_size: 65536}}
        load_assignment: %2$s
    """
        .formatted(name, endpoint(name, servers.getOrDefault(variant, 0)));
  }

  private static String filter(String server) {
    return """
              - name: envoy.filters.http.ext_proc
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor
                  grpc_service: {envoy_grpc: {cluster_name: %s}}
                  failure_mode_allow: false
                  route_cache_action: RETAIN
                  processing_mode:
                    request_header_mode: SEND
                    response_header_mode: SEND
                    request_body_mode: FULL_DUPLEX_STREAMED
                    response_body_mode: FULL_DUPLEX_STREAMED
                    request_trailer_mode: SEND
                    response_trailer_mode: SEND
                  metadata_options:
                    forwarding_namespaces: {untyped: [envoy.filters.http.ext_authz]}
                    receiving_namespaces: {untyped: [dev.sluice.dlp]}\
    """
        .formatted(server);
  }

  private static String accessLog(String server) {
    return """
    {name: envoy.access_loggers.http_grpc, typed_config: {\
    "@type": type.googleapis.com/envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig, \
    common_config: {log_name: sluice, transport_api_version: V3, \
    buffer_size_bytes: 16384, buffer_flush_interval: 0.1s, \
    grpc_service: {envoy_grpc: {cluster_name: %s}}}, \
    additional_request_headers_to_log: [x-correlation-id, x-model, traceparent], \
    additional_response_headers_to_log: [content-type, x-correlation-id]}}\
    """
        .formatted(server);
  }

  private static String endpoint(String cluster, int port) {
    return "{cluster_name: %s, endpoints: [{lb_endpoints: [{endpoint: {address: %s}}]}]}"
        .formatted(cluster, address(port));
  }

  private static String address(int port) {
    return "{socket_address: {address: 127.0.0.1, port_value: %d}}".formatted(port);
  }

  private static String name(Variant variant) {
    return variant.name().toLowerCase(Locale.ROOT);
  }
}
