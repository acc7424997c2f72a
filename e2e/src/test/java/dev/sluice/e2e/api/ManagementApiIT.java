package dev.sluice.e2e.api;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of the whole way from the first administrator to a call through Envoy, without SQL. */
@ExtendWith(TestEnvironmentExtension.class)
final class ManagementApiIT {
  private static final String PUBLISHES = "/v1/provider/product-publishes/";
  private static final String CUSTOMER = "/v1/customer/";

  private final TestEnvironment sluice;
  @TempDir Path folder;

  ManagementApiIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-55")
  @Tag("C-60")
  @DisplayName("C-55, C-60 from the first administrator to a key that works and is revoked")
  void key_issuedByApi_worksUntilRevoked() {
    int listener = StackPorts.findFreePort();
    try (ManagedApi api = ManagedApi.start(sluice, "management-api", folder)) {
      ManagedTenants tenants = api.tenants();
      GatewayClient ada = tenants.user("rest-ada", "org-admin", "org", "rest-acme", "provider");
      GatewayClient carl =
          tenants.user("rest-carl", "customer-admin", "customer", "rest-shop", "customer");

      ManagedProduct product = ManagedProduct.draft(tenants, ada, "rest", listener, "apikey");
      String publish = product.publish();
      assertEquals(200, ada.post(PUBLISHES + publish + "/publish", "").status());
      String plan =
          carl.get(CUSTOMER + "plans?product_id=" + product.product())
              .json()
              .path("items")
              .path(0)
              .path("id")
              .asString();
      String subscription =
          ManagedTenants.made(
              carl,
              CUSTOMER + "subscriptions",
              "{'publish_id': '%s', 'plan_id': '%s'}".formatted(publish, plan));
      GatewayResponse credential =
          carl.post(
              CUSTOMER + "credentials",
              ManagedTenants.json("{'subscription_id': '%s'}".formatted(subscription)));

      GatewayClient caller = sluice.atHost(listener, "rest.dev.local.api.example.com");
      String key = credential.json().path("key").asString();
      awaitStatusAt(caller.withHeader("X-API-Key", key), "/rest/x", 200);
      assertEquals(401, caller.get("/rest/x").status());
      String path = CUSTOMER + "credentials/" + credential.json().path("id").asString();
      assertEquals(200, carl.post(path + "/revoke", "").status());
      awaitStatusAt(caller.withHeader("X-API-Key", key), "/rest/x", 401);
      assertEquals(
          200,
          ada.post(PUBLISHES + publish + "/withdraw", ManagedTenants.json("{'reason': 'end'}"))
              .status());
    }
  }
}
