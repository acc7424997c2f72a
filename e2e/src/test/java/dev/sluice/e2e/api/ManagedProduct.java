package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ManagedTenants.made;

import dev.sluice.e2e.client.GatewayClient;

/**
 * A product that the management API made: one service with one route to the echo upstream.
 *
 * @param host its host name
 * @param route the path of its route in the API
 * @param publish the id of its publish, which is a draft at first
 */
record ManagedProduct(String host, String route, String publish) {
  private static final String PROVIDER = "/v1/provider/";

  /** Makes a product with API keys, and a draft of its publish on a new gateway. */
  static ManagedProduct draft(
      ManagedTenants tenants, GatewayClient provider, String name, int listener) {
    return draft(tenants, provider, name, listener, "apikey");
  }

  static ManagedProduct draft(
      ManagedTenants tenants, GatewayClient provider, String name, int listener, String auth) {
    String service = made(provider, PROVIDER + "api-services", "{'name': '%s'}".formatted(name));
    String below = PROVIDER + "api-services/" + service;
    String backend = made(provider, below + "/backends", "{'name': 'echo'}");
    made(
        provider,
        PROVIDER + "backends/" + backend + "/endpoints",
        "{'host': '127.0.0.1', 'port': %s}".formatted(tenants.sluice().echoPort()));
    String route =
        made(
            provider,
            below + "/routes",
            "{'name': 'r', 'path_kind': 'prefix', 'path': '/%s', 'backends': [{'backend_id': '%s'}]}"
                .formatted(name, backend));
    String gateway =
        made(
            provider,
            PROVIDER + "gateways",
            "{'name': '%s', 'listeners': [{'name': 'http', 'port': %s, 'protocol': 'HTTP'}]}"
                .formatted(name, listener));
    String product =
        made(
            provider,
            PROVIDER + "products",
            "{'name': '%s', 'slug': '%s', 'version': '1', 'status': 'active'}"
                .formatted(name, name));
    made(
        provider,
        PROVIDER + "plans",
        "{'product_id': '%s', 'name': 'p', 'tier': 'free', 'per_minute': 1000, 'burst': 100}"
            .formatted(product));
    String publish =
        made(
            provider,
            PROVIDER + "product-publishes",
            ("{'product_id': '%s', 'api_services': ['%s'], 'gateway_id': '%s', 'cluster_id': '%s',"
                    + " 'environment': 'dev', 'auth_mode': '%s', 'visibility': 'public'}")
                .formatted(product, service, gateway, tenants.cluster(), auth));
    return new ManagedProduct(
        name + ".dev.local.api.example.com", below + "/routes/" + route, publish);
  }

  /** Returns the path of the publish in the API. */
  String publishPath() {
    return PROVIDER + "product-publishes/" + publish;
  }
}
