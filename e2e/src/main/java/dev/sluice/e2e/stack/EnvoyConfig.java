package dev.sluice.e2e.stack;

/** The bootstrap of the environment's Envoy: who it is and where its controller listens. */
final class EnvoyConfig {

  private EnvoyConfig() {}

  static String of(Ports ports) {
    return """
    node:
      id: default/envoy
      cluster: default
      metadata:
        sluice_kind: envoy
    admin:
      address:
        socket_address: {address: 127.0.0.1, port_value: %d}
    dynamic_resources:
      ads_config:
        api_type: DELTA_GRPC
        transport_api_version: V3
        set_node_on_first_message_only: true
        grpc_services:
          - envoy_grpc: {cluster_name: sluice/controller}
      cds_config: {resource_api_version: V3, ads: {}}
      lds_config: {resource_api_version: V3, ads: {}}
    static_resources:
      clusters:
        - name: sluice/controller
          type: STATIC
          connect_timeout: 1s
          typed_extension_protocol_options:
            envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
              "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
              explicit_http_config:
                http2_protocol_options:
                  connection_keepalive: {interval: 10s, timeout: 5s}
          load_assignment:
            cluster_name: sluice/controller
            endpoints:
              - lb_endpoints:
                  - endpoint:
                      address:
                        socket_address: {address: 127.0.0.1, port_value: %d}
    """
        .formatted(ports.of(Port.ENVOY_ADMIN), ports.of(Port.XDS));
  }
}
