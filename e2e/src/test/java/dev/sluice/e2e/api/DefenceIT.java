package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ManagedTenants.made;
import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of address blocks and emergency factors that operators set, through Envoy. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DefenceIT {
  private static final String BLOCKS = "/v1/operator/ip-blocks";
  private static final String FACTORS = "/v1/operator/emergency-factors";
  private static final String PATH = "/def/x";
  private static final Duration EFFECTIVE = Duration.ofSeconds(5);

  private final TestEnvironment sluice;
  private final ManagedApi api;
  private final int listener = StackPorts.findFreePort();
  private GatewayClient root;
  private GatewayClient caller;

  DefenceIT(TestEnvironment sluice, @TempDir Path folder) {
    this.sluice = sluice;
    this.api = ManagedApi.start(sluice, "defence", folder);
    this.root = api.tenants().root();
    this.caller = root;
  }

  @BeforeAll
  void start() {
    root = api.tenants().root();
    GatewayClient ada = api.tenants().user("def-ada", "org-admin", "org", "def-acme", "provider");
    ManagedProduct product = ManagedProduct.draft(api.tenants(), ada, "def", listener, "none");
    assertEquals(200, ada.post(product.publishPath() + "/publish", "").status());
    made(
        ada,
        "/v1/provider/policies",
        ("{'scope': 'service', 'api_service_id': '%s', 'kind': 'rate_limit', 'name': 'calls',"
                + " 'spec': {'limits': [{'name': 'calls', 'requests_per_unit': 1000,"
                + " 'unit': 'minute', 'burst': 100, 'key': ['ip']}]}}")
            .formatted(product.service()));
    caller = sluice.atHost(listener, product.host());
    awaitStatusAt(caller, PATH, 200);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  @Tag("C-53")
  @DisplayName("C-53 a row blocks a network at once, others pass, and a spoof changes nothing")
  void row_denies_untilItIsDeleted() {
    String block = block("{'cidr': '127.0.1.0/24', 'action': 'deny', 'reason': 'abuse'}");
    GatewayClient blocked = from("127.0.1.7");
    await("IP_BLOCKED", blocked);
    GatewayResponse refused = blocked.get(PATH);
    assertEquals(403, refused.status(), refused.body());
    assertTrue(refused.body().contains("address:" + block), refused.body());
    assertEquals("IP_BLOCKED", code(blocked.withHeader("X-Forwarded-For", "203.0.113.9")));
    assertEquals("", code(from("127.0.2.7")));
    assertEquals("", code(from("127.0.2.7").withHeader("X-Forwarded-For", "127.0.1.7")));

    String id = TestEnvironment.uniqueId("c53-row");
    assertEquals(403, blocked.withCorrelation(id).get(PATH).status());
    String extra = sluice.auditRows().awaitOne(id).column("extra");
    assertTrue(extra.contains("address:" + block), extra);

    String exception = block("{'cidr': '127.0.1.7/32', 'action': 'allow'}");
    await("", blocked);
    assertEquals("IP_BLOCKED", code(from("127.0.1.8")));
    remove(BLOCKS, exception);
    await("IP_BLOCKED", blocked);
    remove(BLOCKS, block);
    await("", blocked);
  }

  @Test
  @Tag("C-53")
  @DisplayName("C-53 a row ends at its time")
  void row_expires() {
    Instant end = Instant.now().plusSeconds(6);
    String block =
        block("{'cidr': '127.0.3.1/32', 'action': 'deny', 'expires_at': '%s'}".formatted(end));
    GatewayClient blocked = from("127.0.3.1");
    await("IP_BLOCKED", blocked);
    ConditionWait.awaitTrue(
        "the block has ended", EFFECTIVE.plusSeconds(6), () -> code(blocked).isEmpty());
    assertTrue(!Instant.now().isBefore(end), "not before its time");
    remove(BLOCKS, block);
  }

  @Test
  @Tag("C-51")
  @Tag("C-52")
  @DisplayName("C-52 C-51 an emergency factor tightens limits within 5 s, without a fresh burst")
  void emergencyFactor_tightensLimits() {
    GatewayClient some = from("127.0.4.1");
    assertEquals("\"calls\";q=1000;w=60", policy(some));
    while (some.get(PATH).status() == 200) {}
    String factor =
        made(
            root,
            FACTORS,
            "{'name': 'def-flood', 'environment': 'dev', 'factor': 0.1, 'reason': 'flood'}");
    GatewayClient other = from("127.0.4.2");
    ConditionWait.awaitTrue(
        "the limit is smaller",
        EFFECTIVE,
        () -> policy(from("127.0.4.3")).equals("\"calls\";q=100;w=60"));
    int passed = 0;
    while (other.get(PATH).status() == 200) {
      passed++;
    }
    assertTrue(passed >= 10 && passed <= 20, "passed " + passed);
    int again = 0;
    while (some.get(PATH).status() == 200) {
      again++;
    }
    assertTrue(again <= 12, "no fresh burst: " + again);
    String ready = ops("/readyz");
    assertTrue(ready.contains("0.1 in dev (def-flood)"), ready);
    String metrics = ops("/metrics");
    assertTrue(metrics.contains("rate_limit_emergency_factor{environment=\"dev\"} 0.1"), metrics);

    remove(FACTORS, factor);
    ConditionWait.awaitTrue(
        "the limit is as before",
        EFFECTIVE,
        () -> policy(from("127.0.4.3")).equals("\"calls\";q=1000;w=60"));
  }

  private String block(String body) {
    return made(root, BLOCKS, body);
  }

  private void remove(String list, String id) {
    String path = list + "/" + id;
    String etag = root.get(path).header("etag").orElseThrow();
    assertEquals(204, root.withHeader("If-Match", etag).delete(path).status());
  }

  private GatewayClient from(String address) {
    return caller.from(InetAddress.ofLiteral(address));
  }

  private static String policy(GatewayClient client) {
    return client.get(PATH).header("ratelimit-policy").orElse("");
  }

  private static void await(String code, GatewayClient client) {
    ConditionWait.awaitTrue(
        "the answer is \"" + code + "\"", EFFECTIVE, () -> code(client).equals(code));
  }

  private static String code(GatewayClient client) {
    GatewayResponse answer = client.get(PATH);
    return answer.status() == 200 ? "" : answer.errorCode();
  }

  private String ops(String path) {
    return new GatewayClient(sluice.stack().ports().http(StackPort.EXTAUTHZ_OPS)).get(path).body();
  }
}
