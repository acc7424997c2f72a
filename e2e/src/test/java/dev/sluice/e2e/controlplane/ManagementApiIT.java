package dev.sluice.e2e.controlplane;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.AdditionalController;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of the whole way from the first administrator to a call through Envoy, without SQL. */
@ExtendWith(TestEnvironmentExtension.class)
final class ManagementApiIT {
  private static final String PROVIDER = "/v1/provider/";
  private static final String CUSTOMER = "/v1/customer/";
  private static final String OPERATOR = "/v1/operator/";

  private final TestEnvironment sluice;
  @TempDir Path folder;

  ManagementApiIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-55")
  @Tag("C-60")
  @DisplayName("C-55, C-60 from the first administrator to a key that works and is revoked")
  void key_issuedByApi_worksUntilRevoked() throws IOException {
    int api = StackPorts.findFreePort();
    int listener = StackPorts.findFreePort();
    try (AdditionalController controller =
        AdditionalController.withApi(sluice.stack(), "management-api", api, folder)) {
      controller.start();
      GatewayClient root = client(api, "root");
      String token = Files.readString(folder.resolve("first-admin-token"));
      root.post("/v1/public/first-admin", json("{'token': '%s'}".formatted(token)));
      String provider = tenant(root, "rest-acme", "provider");
      String customer = tenant(root, "rest-shop", "customer");
      bind(root, "rest-ada", "org-admin", "org", provider);
      bind(root, "rest-carl", "customer-admin", "customer", customer);
      GatewayClient ada = client(api, "rest-ada").withHeader("X-Tenant-Slug", "rest-acme");
      GatewayClient carl = client(api, "rest-carl").withHeader("X-Tenant-Slug", "rest-shop");

      String publish = publish(root, ada, listener);
      String plan = carl.get(CUSTOMER + "plans").json().path("items").path(0).path("id").asString();
      String subscription =
          made(
              carl,
              CUSTOMER + "subscriptions",
              "{'publish_id': '%s', 'plan_id': '%s'}".formatted(publish, plan));
      GatewayResponse credential =
          carl.post(
              CUSTOMER + "credentials", json("{'subscription_id': '%s'}".formatted(subscription)));

      GatewayClient caller = sluice.atHost(listener, "rest-orders.dev.local.api.example.com");
      String key = credential.json().path("key").asString();
      awaitStatusAt(caller.withHeader("X-API-Key", key), "/rest/x", 200);
      assertEquals(401, caller.get("/rest/x").status());
      String path = CUSTOMER + "credentials/" + credential.json().path("id").asString();
      assertEquals(200, carl.post(path + "/revoke", "").status());
      awaitStatusAt(caller.withHeader("X-API-Key", key), "/rest/x", 401);
      assertEquals(
          200,
          ada.post(
                  PROVIDER + "product-publishes/" + publish + "/withdraw",
                  json("{'reason': 'end'}"))
              .status());
    }
  }

  private String publish(GatewayClient root, GatewayClient ada, int listener) {
    String cluster =
        root.get(OPERATOR + "clusters?name=default")
            .json()
            .path("items")
            .path(0)
            .path("id")
            .asString();
    String service = made(ada, PROVIDER + "api-services", "{'name': 'rest-orders'}");
    String below = PROVIDER + "api-services/" + service;
    String backend = made(ada, below + "/backends", "{'name': 'echo'}");
    made(
        ada,
        PROVIDER + "backends/" + backend + "/endpoints",
        "{'host': '127.0.0.1', 'port': %s}".formatted(sluice.echoPort()));
    made(
        ada,
        below + "/routes",
        "{'name': 'r', 'path_kind': 'prefix', 'path': '/rest', 'backends': [{'backend_id': '%s'}]}"
            .formatted(backend));
    String gateway =
        made(
            ada,
            PROVIDER + "gateways",
            "{'name': 'rest', 'listeners': [{'name': 'http', 'port': %s, 'protocol': 'HTTP'}]}"
                .formatted(listener));
    String product =
        made(
            ada,
            PROVIDER + "products",
            "{'name': 'Rest', 'slug': 'rest-orders', 'version': '1', 'status': 'active'}");
    made(
        ada,
        PROVIDER + "plans",
        "{'product_id': '%s', 'name': 'p', 'tier': 'free', 'per_minute': 1000, 'burst': 100}"
            .formatted(product));
    String publish =
        made(
            ada,
            PROVIDER + "product-publishes",
            ("{'product_id': '%s', 'api_services': ['%s'], 'gateway_id': '%s', 'cluster_id': '%s',"
                    + " 'environment': 'dev', 'auth_mode': 'apikey', 'visibility': 'public'}")
                .formatted(product, service, gateway, cluster));
    assertEquals(
        200, ada.post(PROVIDER + "product-publishes/" + publish + "/publish", "").status());
    return publish;
  }

  private GatewayClient client(int port, String subject) {
    String token = sluice.stack().issuer().token("viewer", Map.of("sub", subject));
    return sluice.atHost(port, "127.0.0.1:" + port).withBearer(token);
  }

  private static String tenant(GatewayClient root, String slug, String kind) {
    return made(
        root,
        OPERATOR + "tenants",
        "{'slug': '%s', 'name': '%s', 'kind': '%s'}".formatted(slug, slug, kind));
  }

  private void bind(GatewayClient root, String subject, String role, String scope, String tenant) {
    String user =
        made(
            root,
            OPERATOR + "users",
            "{'issuer': '%s', 'subject': '%s'}"
                .formatted(sluice.stack().issuer().issuer(), subject));
    made(
        root,
        OPERATOR + "role-bindings",
        "{'user_id': '%s', 'role': '%s', 'scope': '%s', 'tenant_id': '%s'}"
            .formatted(user, role, scope, tenant));
  }

  private static String made(GatewayClient client, String path, String body) {
    GatewayResponse answer = client.post(path, json(body));
    assertEquals(201, answer.status(), answer.body());
    return answer.json().path("id").asString();
  }

  private static String json(String body) {
    return body.replace('\'', '"');
  }
}
