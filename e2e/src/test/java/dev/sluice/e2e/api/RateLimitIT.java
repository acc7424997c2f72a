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
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of rate limits of plans and policies that are changed through the API, through Envoy. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RateLimitIT {
  private static final String PROVIDER = "/v1/provider/";
  private static final String CUSTOMER = "/v1/customer/";
  private static final String PATH = "/lim/x";
  private static final Duration EFFECTIVE = Duration.ofSeconds(5);

  private final TestEnvironment sluice;
  private final ManagedApi api;
  private final int listener = StackPorts.findFreePort();
  private GatewayClient ada;
  private GatewayClient carl;
  private ManagedProduct product;
  private String plan = "";
  private String subscription = "";

  RateLimitIT(TestEnvironment sluice, @TempDir Path folder) {
    this.sluice = sluice;
    this.api =
        ManagedApi.start(
            sluice,
            "rate-limits",
            folder,
            Map.of(
                "SLUICE_API_TIERS",
                sluice.stack().settings().root().policies().resolve("tiers.yaml").toString()));
    this.ada = api.tenants().root();
    this.carl = api.tenants().root();
    this.product = new ManagedProduct("", "", "", "", "", "");
  }

  @BeforeAll
  void start() {
    ada = api.tenants().user("lim-ada", "org-admin", "org", "lim-acme", "provider");
    carl = api.tenants().user("lim-carl", "customer-admin", "customer", "lim-shop", "customer");
    product = ManagedProduct.draft(api.tenants(), ada, "lim", listener, "apikey");
    assertEquals(200, ada.post(product.publishPath() + "/publish", "").status());
    plan =
        made(
            ada,
            PROVIDER + "plans",
            "{'product_id': '%s', 'name': 'small', 'tier': 'free', 'per_minute': 1, 'burst': 1}"
                .formatted(product.product()));
    subscription =
        made(
            carl,
            CUSTOMER + "subscriptions",
            "{'publish_id': '%s', 'plan_id': '%s'}".formatted(product.publish(), plan));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  @Tag("C-49")
  @DisplayName("C-49 a plan is ten times as large in dev, and its change needs no restart")
  void plan_changed_isEffective() {
    patchPlan("{'tier': 'free', 'per_minute': 1, 'burst': 1}");
    GatewayClient caller = caller();
    awaitStatusAt(caller, PATH, 200);
    int passed = 1;
    GatewayResponse answer = caller.get(PATH);
    while (answer.status() == 200) {
      passed++;
      answer = caller.get(PATH);
    }
    assertTrue(passed >= 10 && passed <= 12, "passed " + passed);
    assertEquals(429, answer.status(), answer.body());
    assertEquals("RATE_LIMITED", answer.errorCode());
    assertEquals("\"plan\";q=10;w=60", answer.header("ratelimit-policy").orElseThrow());
    patchPlan("{'tier': 'premium', 'per_minute': 1000, 'burst': 200}");
    ConditionWait.awaitTrue(
        "the premium plan applies", EFFECTIVE, () -> caller.get(PATH).status() == 200);
  }

  @Test
  @Tag("C-60")
  @DisplayName("C-60 a plan with a tier alone gets the limits of the file, which are enforced")
  void plan_tierAlone_isLimited() {
    String free =
        made(
            ada,
            PROVIDER + "plans",
            "{'product_id': '%s', 'name': 'by-tier', 'tier': 'free'}".formatted(product.product()));
    JsonNode made = ada.get(PROVIDER + "plans/" + free).json();
    assertEquals(10, made.path("per_minute").asInt());
    assertEquals(5, made.path("burst").asInt());
    assertEquals(1_000, made.path("per_day").asInt());
    assertEquals(20_000, made.path("per_month").asInt());
    assertEquals(1_000_000, made.path("tokens_per_month").asInt());
    GatewayClient dora =
        api.tenants().user("lim-dora", "customer-admin", "customer", "lim-kiosk", "customer");
    String limited =
        made(
            dora,
            CUSTOMER + "subscriptions",
            "{'publish_id': '%s', 'plan_id': '%s'}".formatted(product.publish(), free));
    GatewayClient caller = caller(dora, limited);
    awaitStatusAt(caller, PATH, 200);
    int passed = 1;
    GatewayResponse answer = caller.get(PATH);
    while (answer.status() == 200 && passed < 1_000) {
      passed++;
      answer = caller.get(PATH);
    }
    assertEquals(429, answer.status(), answer.body());
    assertEquals("\"plan\";q=100;w=60", answer.header("ratelimit-policy").orElseThrow());
    ConditionWait.awaitTrue(
        "the controller shows its file",
        EFFECTIVE,
        () ->
            !sluice
                .sql()
                .query(
                    "select version from policy_sets where kind = ? and status = 'active'", "tiers")
                .isEmpty());
  }

  @Test
  @Tag("C-47")
  @Tag("C-51")
  @DisplayName("C-47 C-51 a policy limits each key by itself, and its change needs no restart")
  void policy_perCredential_isEffective() {
    patchPlan("{'tier': 'enterprise', 'per_minute': 100000, 'burst': 10000}");
    GatewayClient caller = caller();
    awaitStatusAt(caller, PATH, 200);
    String policy =
        made(
            ada,
            PROVIDER + "policies",
            ("{'scope': 'service', 'api_service_id': '%s', 'kind': 'rate_limit', 'name': 'calls',"
                    + " 'spec': {'limits': [{'name': 'per-key', 'requests_per_unit': 5,"
                    + " 'unit': 'hour', 'key': ['credential']}]}}")
                .formatted(product.service()));
    ConditionWait.awaitTrue(
        "the policy applies", EFFECTIVE, () -> isLimitedBy("per-key", caller.get(PATH)));
    GatewayClient other = caller();
    awaitStatusAt(other, PATH, 200);
    for (int call = 2; call <= 5; call++) {
      assertEquals(200, other.get(PATH).status(), "call " + call);
    }
    assertEquals(429, other.get(PATH).status());
    assertEquals(200, caller.get(PATH).status(), "the other key has its own counter");

    String path = PROVIDER + "policies/" + policy;
    GatewayResponse changed =
        patch(
            path,
            "{'spec': {'limits': [{'name': 'per-key', 'requests_per_unit': 500, 'unit': 'hour',"
                + " 'key': ['credential']}]}}");
    assertEquals(200, changed.status(), changed.body());
    ConditionWait.awaitTrue(
        "the larger limit applies", EFFECTIVE, () -> other.get(PATH).status() == 200);
    String etag = ada.get(path).header("etag").orElseThrow();
    assertEquals(204, ada.withHeader("If-Match", etag).delete(path).status());
    ConditionWait.awaitTrue(
        "the policy has gone", EFFECTIVE, () -> !isLimitedBy("per-key", caller.get(PATH)));
  }

  private static boolean isLimitedBy(String name, GatewayResponse answer) {
    return answer.header("ratelimit").orElse("").startsWith("\"" + name + "\"");
  }

  private GatewayClient caller() {
    return caller(carl, subscription);
  }

  private GatewayClient caller(GatewayClient customer, String ofSubscription) {
    return sluice
        .atHost(listener, product.host())
        .withHeader("X-API-Key", ManagedTenants.issuedKey(customer, ofSubscription));
  }

  private void patchPlan(String body) {
    GatewayResponse changed = patch(PROVIDER + "plans/" + plan, body);
    assertEquals(200, changed.status(), changed.body());
  }

  private GatewayResponse patch(String path, String body) {
    String etag = ada.get(path).header("etag").orElseThrow();
    return ada.withHeader("If-Match", etag).patch(path, json(body));
  }
}
