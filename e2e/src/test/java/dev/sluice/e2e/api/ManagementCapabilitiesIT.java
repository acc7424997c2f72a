package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ManagedTenants.json;
import static dev.sluice.e2e.api.ManagedTenants.made;
import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of the capabilities of the management API, through a real controller and Envoy. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManagementCapabilitiesIT {
  private static final String PROVIDER = "/v1/provider/";
  private static final String CUSTOMER = "/v1/customer/";
  private static final String OPERATOR = "/v1/operator/";

  private final TestEnvironment sluice;
  private final ManagedApi api;
  private final ManagedTenants tenants;
  private final int listener = StackPorts.findFreePort();
  private GatewayClient ada;
  private GatewayClient carl;
  private ManagedProduct product;

  ManagementCapabilitiesIT(TestEnvironment sluice, @TempDir Path folder) {
    this.sluice = sluice;
    this.api = ManagedApi.start(sluice, "capabilities", folder);
    this.tenants = api.tenants();
    this.ada = tenants.root();
    this.carl = tenants.root();
    this.product = new ManagedProduct("", "", "", "", "", "");
  }

  @BeforeAll
  void start() {
    ada = tenants.user("cap-ada", "org-admin", "org", "cap-acme", "provider");
    carl = tenants.user("cap-carl", "customer-admin", "customer", "cap-shop", "customer");
    product = ManagedProduct.draft(tenants, ada, "cap", listener, "apikey");
    assertEquals(200, act(ada, product.publishPath() + "/publish"));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private static int act(GatewayClient client, String path) {
    return client.post(path, "").status();
  }

  private static JsonNode items(GatewayClient client, String path) {
    GatewayResponse answer = client.get(path);
    assertEquals(200, answer.status(), answer.body());
    return answer.json().path("items");
  }

  private static Set<String> values(JsonNode items, String member) {
    Set<String> values = new TreeSet<>();
    items.forEach(item -> values.add(item.path(member).asString("")));
    return values;
  }

  private static GatewayResponse patch(GatewayClient client, String path, String body) {
    String etag = client.get(path).header("etag").orElseThrow();
    return client.withHeader("If-Match", etag).patch(path, json(body));
  }

  private String plan(GatewayClient provider, String name, boolean approval) {
    return made(
        provider,
        PROVIDER + "plans",
        ("{'product_id': '%s', 'name': '%s', 'tier': 'free', 'per_minute': 1000, 'burst': 100,"
                + " 'approval_required': %s}")
            .formatted(product.product(), name, approval));
  }

  @Test
  @Tag("C-46")
  @DisplayName("C-46 a change of a route is one event with actor, before and after")
  void route_changed_isAudited() {
    GatewayResponse changed = patch(ada, product.route(), "{'timeout_ms': 4321}");
    assertEquals(200, changed.status(), changed.body());
    String id = changed.json().path("id").asString();
    JsonNode events =
        items(ada, PROVIDER + "change-events?resource=route&action=UPDATE&resource_id=" + id);
    assertEquals(1, events.size(), events::toString);
    assertEquals(30000, events.path(0).path("before").path("timeout_ms").asInt());
    assertEquals(4321, events.path(0).path("after").path("timeout_ms").asInt());
    assertEquals("org-admin", events.path(0).path("actor_role").asString());
  }

  @Test
  @Tag("C-56")
  @DisplayName("C-56 a callback without https is rejected, and a key can belong to an application")
  void clientApp_withCallback_needsHttps() {
    String apps = CUSTOMER + "client-apps";
    GatewayResponse wrong =
        carl.post(apps, json("{'name': 'app', 'callback_urls': ['http://shop.example.com']}"));
    assertEquals(422, wrong.status(), wrong.body());
    assertTrue(wrong.body().contains("/callback_urls/0"), wrong.body());
    String app = made(carl, apps, "{'name': 'app', 'callback_urls': ['https://a.example.com/c']}");
    String subscription = subscribe(plan(ada, "app", false), "active");
    GatewayResponse key =
        carl.post(
            CUSTOMER + "credentials",
            json("{'subscription_id': '%s', 'client_app_id': '%s'}".formatted(subscription, app)));
    assertEquals(201, key.status(), key.body());
    assertEquals(app, key.json().path("client_app_id").asString());
    cancel(subscription);
  }

  private String subscribe(String plan, String status) {
    GatewayResponse answer =
        carl.post(
            CUSTOMER + "subscriptions",
            json("{'publish_id': '%s', 'plan_id': '%s'}".formatted(product.publish(), plan)));
    assertEquals(201, answer.status(), answer.body());
    assertEquals(status, answer.json().path("status").asString());
    return answer.json().path("id").asString();
  }

  private void cancel(String subscription) {
    assertEquals(200, act(carl, CUSTOMER + "subscriptions/" + subscription + "/cancel"));
  }

  @Test
  @Tag("C-57")
  @DisplayName("C-57 a customer sees what is published, applies, is approved, and its key works")
  void subscription_needsApproval_thenKeyWorks() {
    String hidden =
        made(
            ada,
            PROVIDER + "products",
            "{'name': 'Hidden', 'slug': 'cap-hidden', 'version': '1', 'status': 'active'}");
    Set<String> offered = values(items(carl, CUSTOMER + "products?published=true"), "id");
    assertTrue(offered.contains(product.product()) && !offered.contains(hidden), offered::toString);
    String plan = plan(ada, "gold", true);
    String rejected = subscribe(plan, "pending");
    String received = PROVIDER + "subscriptions/";
    assertEquals(200, ada.post(received + rejected + "/reject", json("{'reason': 'no'}")).status());
    String body = "{'subscription_id': '%s'}";
    int refused = carl.post(CUSTOMER + "credentials", json(body.formatted(rejected))).status();
    assertTrue(refused == 403 || refused == 409, "status " + refused);
    String approved = subscribe(plan, "pending");
    assertEquals(200, act(ada, received + approved + "/approve"));
    GatewayResponse key = carl.post(CUSTOMER + "credentials", json(body.formatted(approved)));
    assertEquals(201, key.status(), key.body());
    GatewayClient caller =
        sluice
            .atHost(listener, product.host())
            .withHeader("X-API-Key", key.json().path("key").asString());
    awaitStatusAt(caller, "/cap/x", 200);
    cancel(approved);
    awaitStatusAt(caller, "/cap/x", 401);
  }

  @Test
  @Tag("C-58")
  @DisplayName("C-58 usage of calls through Envoy is listed for their tenants alone")
  void usage_ofCalls_isListed() {
    String subscription = subscribe(plan(ada, "usage", false), "active");
    GatewayResponse key =
        carl.post(
            CUSTOMER + "credentials", json("{'subscription_id': '%s'}".formatted(subscription)));
    GatewayClient caller =
        sluice
            .atHost(listener, product.host())
            .withHeader("X-API-Key", key.json().path("key").asString());
    awaitStatusAt(caller, "/cap/x", 200);
    for (int call = 1; call < 10; call++) {
      assertEquals(200, caller.get("/cap/x").status());
    }
    String query = "usage?groupBy=credential&subscription_id=" + subscription;
    ConditionWait.awaitTrue(
        "the customer sees the calls",
        ControlPlaneState.LIMIT,
        () -> values(items(carl, CUSTOMER + query), "requests").equals(Set.of("10")));
    String credential = key.json().path("id").asString();
    assertEquals(Set.of(credential), values(items(carl, CUSTOMER + query), "credential_id"));
    assertEquals(Set.of("10"), values(items(ada, PROVIDER + query), "requests"));
    assertEquals(Set.of("10"), values(items(tenants.root(), OPERATOR + query), "requests"));
    GatewayClient mia =
        tenants.user("cap-mia", "customer-admin", "customer", "cap-market", "customer");
    assertEquals(0, items(mia, CUSTOMER + query).size());
    assertEquals(0, items(mia, CUSTOMER + "usage").size());
    assertEquals(403, mia.get(PROVIDER + query).status());
    cancel(subscription);
  }

  @Test
  @Tag("C-58")
  @Tag("C-59")
  @DisplayName("C-58, C-59 a token counts in the tenants and for the actions of its roles")
  void caller_inOtherTenant_isForbidden() {
    GatewayClient gus = tenants.user("cap-gus", "api-developer", "org", "cap-globex", "provider");
    assertEquals(
        403, gus.withHeader("X-Tenant-Slug", "cap-acme").get(PROVIDER + "api-services").status());
    assertEquals(0, items(gus, PROVIDER + "api-services").size());
    assertEquals(404, gus.get(product.route()).status());
    assertEquals(
        403,
        gus.post(
                PROVIDER + "products",
                json("{'name': 'P', 'slug': 'cap-gus', 'version': '1', 'status': 'active'}"))
            .status());
    assertEquals(403, gus.get(OPERATOR + "tenants").status());
    assertEquals(403, carl.get(PROVIDER + "api-services").status());
  }

  @Test
  @Tag("C-61")
  @DisplayName("C-61 two listeners on one port are rejected, and a gateway in use is not deleted")
  void gateway_inUse_isNotDeleted() {
    GatewayResponse twice =
        ada.post(
            PROVIDER + "gateways",
            json(
                "{'name': 'two', 'listeners': [{'name': 'aa', 'port': 80, 'protocol': 'HTTP'},"
                    + " {'name': 'bb', 'port': 80, 'protocol': 'HTTP'}]}"));
    assertEquals(422, twice.status(), twice.body());
    String unused =
        made(
            ada,
            PROVIDER + "gateways",
            "{'name': 'one', 'listeners': [{'name': 'aa', 'port': 80, 'protocol': 'HTTP'}]}");
    assertEquals(204, delete(PROVIDER + "gateways/" + unused));
    assertEquals(409, delete(PROVIDER + "gateways/" + product.gateway()));
  }

  private int delete(String path) {
    String etag = ada.get(path).header("etag").orElseThrow();
    return ada.withHeader("If-Match", etag).delete(path).status();
  }

  @Test
  @Tag("C-62")
  @Tag("C-63")
  @Tag("C-64")
  @DisplayName(
      "C-62 to C-64 a publish needs all members and an active product, and has three states")
  void publish_transitions_followTheTable() {
    String draft =
        made(
            ada,
            PROVIDER + "products",
            "{'name': 'Draft', 'slug': 'cap-draft', 'version': '1', 'status': 'draft'}");
    GatewayResponse incomplete =
        ada.post(PROVIDER + "product-publishes", json("{'product_id': '%s'}".formatted(draft)));
    assertEquals(422, incomplete.status());
    for (String member :
        Set.of("gateway_id", "cluster_id", "environment", "auth_mode", "api_services")) {
      assertTrue(incomplete.body().contains(member), incomplete.body());
    }
    String publish =
        PROVIDER
            + "product-publishes/"
            + product.addPublish(tenants, ada, draft, "dev", "none", product.service());
    assertEquals(409, act(ada, publish + "/publish"));
    assertEquals(200, patch(ada, PROVIDER + "products/" + draft, "{'status': 'active'}").status());
    assertEquals(409, act(ada, publish + "/withdraw"));
    assertEquals(200, act(ada, publish + "/publish"));
    GatewayClient caller = sluice.atHost(listener, "cap-draft.dev.local.api.example.com");
    awaitStatusAt(caller, "/cap/x", 200);
    assertEquals(409, act(ada, publish + "/publish"));
    assertEquals(200, act(ada, publish + "/withdraw"));
    awaitStatusAt(caller, "/cap/x", 404);
    assertEquals(204, delete(publish));
  }

  @Test
  @Tag("C-67")
  @DisplayName("C-67 a service of one environment is reachable on its host name alone")
  void publishes_ofOneProduct_differByEnvironment() {
    String debug = ManagedProduct.addService(tenants, ada, "debug-cap");
    String name =
        "{'name': 'Payment', 'slug': 'cap-payment', 'version': '1.0', 'status': 'active'}";
    String payment = made(ada, PROVIDER + "products", name);
    for (String environment : Set.of("dev", "staging", "prod")) {
      String[] services =
          environment.equals("dev")
              ? new String[] {product.service(), debug}
              : new String[] {product.service()};
      String mode = environment.equals("prod") ? "apikey" : "none";
      String publish = product.addPublish(tenants, ada, payment, environment, mode, services);
      assertEquals(200, act(ada, PROVIDER + "product-publishes/" + publish + "/publish"));
    }
    String host = "cap-payment.%s.local.api.example.com";
    awaitStatusAt(sluice.atHost(listener, host.formatted("dev")), "/debug-cap/x", 200);
    awaitStatusAt(sluice.atHost(listener, host.formatted("dev")), "/cap/x", 200);
    awaitStatusAt(sluice.atHost(listener, host.formatted("staging")), "/cap/x", 200);
    awaitStatusAt(sluice.atHost(listener, host.formatted("staging")), "/debug-cap/x", 404);
    awaitStatusAt(sluice.atHost(listener, host.formatted("prod")), "/cap/x", 401);
  }

  @Test
  @Tag("C-72")
  @DisplayName("C-72 a cluster in maintenance takes no publishes, and totals equal the rows")
  void cluster_inMaintenance_takesNoPublish() {
    String cluster =
        made(
            tenants.root(),
            OPERATOR + "clusters",
            "{'name': 'cap-busan', 'region': 'kr', 'cloud_provider': 'on-premise',"
                + " 'status': 'maintenance'}");
    String publish =
        product.addPublish(ada, product.product(), cluster, "staging", "none", product.service());
    GatewayResponse answer = ada.post(PROVIDER + "product-publishes/" + publish + "/publish", "");
    assertEquals(409, answer.status(), answer.body());
    assertTrue(answer.body().contains("/cluster_id"), answer.body());
    JsonNode fleet = tenants.root().get(OPERATOR + "fleet").json();
    assertTrue(fleet.toString().contains("cap-busan"), fleet::toString);
  }

  @Test
  @Tag("C-77")
  @DisplayName("C-77 a version that REST puts to sunset is answered 410 by Envoy")
  void version_sunsetByRest_isGone() {
    String service = ManagedProduct.addService(tenants, ada, "cap-versions");
    String versions = PROVIDER + "api-services/" + service + "/versions";
    String v1 = made(ada, versions, "{'label': 'v1'}");
    String v2 = made(ada, versions, "{'label': 'v2', 'is_default': true}");
    String route =
        items(ada, PROVIDER + "api-services/" + service + "/routes").path(0).path("id").asString();
    String below = PROVIDER + "api-services/" + service;
    assertEquals(
        200,
        patch(ada, below + "/routes/" + route, "{'api_version_id': '%s'}".formatted(v1)).status());
    assertEquals(
        200,
        patch(ada, below, "{'versioning': {'by': 'header', 'name': 'x-api-version'}}").status());
    String publish =
        product.addPublish(
            tenants,
            ada,
            made(
                ada,
                PROVIDER + "products",
                "{'name': 'V', 'slug': 'cap-versions', 'version': '1', 'status': 'active'}"),
            "dev",
            "none",
            service);
    assertEquals(200, act(ada, PROVIDER + "product-publishes/" + publish + "/publish"));
    GatewayClient old =
        sluice
            .atHost(listener, "cap-versions.dev.local.api.example.com")
            .withHeader("x-api-version", "v1");
    awaitStatusAt(old, "/cap-versions/x", 200);
    GatewayResponse sunset =
        patch(
            ada,
            versions + "/" + v1,
            ("{'status': 'sunset', 'deprecated_at': '2026-01-01T00:00:00Z',"
                    + " 'sunset_at': '2026-02-01T00:00:00Z', 'successor_id': '%s'}")
                .formatted(v2));
    assertEquals(200, sunset.status(), sunset.body());
    awaitStatusAt(old, "/cap-versions/x", 410);
  }

  @Test
  @Tag("C-89")
  @DisplayName("C-89 the served contract is the one in the repository")
  void contract_served_isThePinnedOne() {
    JsonNode served = tenants.root().get("/openapi.json").json();
    assertEquals("3.1.0", served.path("openapi").asString());
    assertTrue(served.path("paths").has("/v1/provider/product-publishes/{id}/publish"));
  }
}
