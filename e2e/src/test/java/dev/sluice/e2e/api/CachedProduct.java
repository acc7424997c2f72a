package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ManagedTenants.made;
import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import java.util.Optional;

/**
 * A product with cached responses and two customers. Its upstream echoes each request.
 *
 * @param ada the administrator of its provider
 * @param carl a caller of one customer
 * @param mia a caller of another customer
 */
record CachedProduct(
    ManagedProduct product, GatewayClient ada, GatewayClient carl, GatewayClient mia) {
  static final Optional<String> HIT = Optional.of("hit");
  static final Optional<String> MISS = Optional.of("miss");

  private static final String PROVIDER = "/v1/provider/";
  private static final String CUSTOMER = "/v1/customer/";

  /** Publishes a product, whose routes are below its name. */
  static CachedProduct published(TestEnvironment sluice, ManagedApi api, String name) {
    int listener = StackPorts.findFreePort();
    GatewayClient ada =
        api.tenants().user(name + "-ada", "org-admin", "org", name + "-acme", "provider");
    ManagedProduct product = ManagedProduct.draft(api.tenants(), ada, name, listener, "apikey");
    policy(ada, product, "dlp", "{'inspection': 'pre_only'}");
    policy(
        ada,
        product,
        "cache",
        "{'ttl_seconds': 600, 'methods': ['GET', 'POST'], 'sharing': 'tenant', 'tags': ['all']}");
    assertEquals(200, ada.post(product.publishPath() + "/publish", "").status());
    String plan =
        made(
            ada,
            PROVIDER + "plans",
            "{'product_id': '%s', 'name': 'large', 'tier': 'free', 'per_minute': 5000, 'burst': 500}"
                .formatted(product.product()));
    GatewayClient anyone = sluice.atHost(listener, product.host());
    return new CachedProduct(
        product,
        ada,
        customer(api, anyone, product, "/" + name, name + "-carl", plan),
        customer(api, anyone, product, "/" + name, name + "-mia", plan));
  }

  private static void policy(GatewayClient ada, ManagedProduct product, String kind, String spec) {
    made(
        ada,
        PROVIDER + "policies",
        ("{'scope': 'service', 'api_service_id': '%s', 'kind': '%s', 'name': '%s', 'spec': "
                + spec
                + "}")
            .formatted(product.service(), kind, kind));
  }

  /** Returns a client with the API key of a new customer. */
  private static GatewayClient customer(
      ManagedApi api,
      GatewayClient anyone,
      ManagedProduct product,
      String path,
      String name,
      String plan) {
    GatewayClient admin =
        api.tenants().user(name, "customer-admin", "customer", name + "-shop", "customer");
    String subscription =
        made(
            admin,
            CUSTOMER + "subscriptions",
            "{'publish_id': '%s', 'plan_id': '%s'}".formatted(product.publish(), plan));
    GatewayClient caller =
        anyone.withHeader("X-API-Key", ManagedTenants.issuedKey(admin, subscription));
    awaitStatusAt(caller, path + "/ready", 200);
    return caller;
  }

  /** Purges the responses with a tag. */
  void purge(String tag) {
    made(
        ada,
        PROVIDER + "cache-purges",
        "{'tag': '%s', 'api_service_id': '%s'}".formatted(tag, product.service()));
  }
}
