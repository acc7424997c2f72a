package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ManagedTenants.made;

import dev.sluice.e2e.client.GatewayClient;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A product that the management API made: one service with one route to the echo upstream.
 *
 * @param host its host name
 * @param route the path of its route in the API
 * @param publish the id of its publish, which is a draft at first
 */
record ManagedProduct(
    String host, String product, String service, String route, String gateway, String publish) {
  private static final String PROVIDER = "/v1/provider/";

  /** Makes a product, and a draft of its publish on a new gateway. */
  static ManagedProduct draft(
      ManagedTenants tenants, GatewayClient provider, String name, int listener, String auth) {
    String service = addService(tenants, provider, name);
    String below = PROVIDER + "api-services/" + service;
    String route =
        provider.get(below + "/routes").json().path("items").path(0).path("id").asString();
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
    ManagedProduct made =
        new ManagedProduct(
            name + ".dev.local.api.example.com",
            product,
            service,
            below + "/routes/" + route,
            gateway,
            "");
    String publish = made.addPublish(tenants, provider, product, "dev", auth, service);
    return new ManagedProduct(made.host, product, service, made.route, gateway, publish);
  }

  /** Makes a service with one route, whose path is its name. */
  static String addService(ManagedTenants tenants, GatewayClient provider, String name) {
    String service = made(provider, PROVIDER + "api-services", "{'name': '%s'}".formatted(name));
    String below = PROVIDER + "api-services/" + service;
    String backend = made(provider, below + "/backends", "{'name': 'echo'}");
    made(
        provider,
        PROVIDER + "backends/" + backend + "/endpoints",
        "{'host': '127.0.0.1', 'port': %s}".formatted(tenants.sluice().echoPort()));
    made(
        provider,
        below + "/routes",
        "{'name': 'r', 'path_kind': 'prefix', 'path': '/%s', 'backends': [{'backend_id': '%s'}]}"
            .formatted(name, backend));
    return service;
  }

  /** Makes a draft of a publish in the cluster of the stack. */
  String addPublish(
      ManagedTenants tenants,
      GatewayClient provider,
      String ofProduct,
      String environment,
      String auth,
      String... services) {
    return addPublish(provider, ofProduct, tenants.cluster(), environment, auth, services);
  }

  /** Makes a draft of a publish on the gateway of this product. */
  String addPublish(
      GatewayClient provider,
      String ofProduct,
      String cluster,
      String environment,
      String auth,
      String... services) {
    String ids = Arrays.stream(services).collect(Collectors.joining("', '", "'", "'"));
    return made(
        provider,
        PROVIDER + "product-publishes",
        ("{'product_id': '%s', 'api_services': [%s], 'gateway_id': '%s', 'cluster_id': '%s',"
                + " 'environment': '%s', 'auth_mode': '%s', 'visibility': 'public'}")
            .formatted(ofProduct, ids, gateway, cluster, environment, auth));
  }

  /** Returns the id of the first backend of the service. */
  String backend(GatewayClient provider) {
    return provider
        .get(PROVIDER + "api-services/" + service + "/backends")
        .json()
        .path("items")
        .path(0)
        .path("id")
        .asString();
  }

  /** Returns the path of the publish in the API. */
  String publishPath() {
    return PROVIDER + "product-publishes/" + publish;
  }
}
