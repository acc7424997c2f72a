package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ManagedTenants.made;
import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of limits that become smaller while the upstream of a route fails, through Envoy. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DistressIT {
  private static final String FACTORS = "/v1/operator/emergency-factors";
  private static final String PATH = "/dis/x";
  private static final String OTHER = "/dis-calm/x";
  private static final String SLOW = "/dis-slow/x";
  private static final String RULE =
      "'tighten': {'min_requests': %d, 'window': '5s', 'floor': 0.25, 'recover_after': '5s'%s}";
  private static final Duration EFFECTIVE = Duration.ofSeconds(20);

  private final TestEnvironment sluice;
  private final ManagedApi api;
  private final int listener = StackPorts.findFreePort();
  private final RawHttpUpstream upstream = new RawHttpUpstream();
  private GatewayClient root;
  private GatewayClient caller;

  DistressIT(TestEnvironment sluice, @TempDir Path folder) {
    this.sluice = sluice;
    this.api = ManagedApi.start(sluice, "distress", folder);
    this.root = api.tenants().root();
    this.caller = root;
  }

  @BeforeAll
  void start() {
    root = api.tenants().root();
    GatewayClient ada = api.tenants().user("dis-ada", "org-admin", "org", "dis-acme", "provider");
    ManagedProduct product = ManagedProduct.draft(api.tenants(), ada, "dis", listener, "none");
    String service = "/v1/provider/api-services/" + product.service();
    String _ = addRoute(ada, service, "calm", product.backend(ada));
    String slow = made(ada, service + "/backends", "{'name': 'slow'}");
    made(
        ada,
        "/v1/provider/backends/" + slow + "/endpoints",
        "{'host': '127.0.0.1', 'port': %s}".formatted(upstream.port()));
    String slowRoute = addRoute(ada, service, "slow", slow);
    assertEquals(200, ada.post(product.publishPath() + "/publish", "").status());
    made(
        ada,
        "/v1/provider/policies",
        ("{'scope': 'service', 'api_service_id': '%s', 'kind': 'rate_limit', 'name': 'calls',"
                + " 'spec': {'limits': [{'name': 'calls', 'requests_per_unit': 1000,"
                + " 'unit': 'second', 'key': ['ip']}], %s}}")
            .formatted(product.service(), RULE.formatted(10, "")));
    made(
        ada,
        "/v1/provider/policies",
        ("{'scope': 'route', 'api_service_id': '%s', 'route_id': '%s', 'kind': 'rate_limit',"
                + " 'name': 'slow', 'spec': {%s}}")
            .formatted(product.service(), slowRoute, RULE.formatted(3, ", 'max_p95': '1s'")));
    caller = sluice.atHost(listener, product.host());
    awaitStatusAt(caller, PATH, 200);
    awaitStatusAt(caller, OTHER, 200);
    awaitRequests(PATH, 1000);
  }

  @AfterEach
  void endPauses() {
    sluice.sql().execute("delete from lifted_routes");
  }

  @AfterAll
  void stop() {
    api.close();
    upstream.close();
  }

  @Test
  @Tag("C-52")
  @DisplayName("C-52 limits of a route fall while its upstream fails, and return when it recovers")
  void upstreamFails_limitsFallAndReturn() {
    awaitRequests(PATH, 1000);
    failUntil(500);
    assertEquals(1000, requests(OTHER), "another route of the service");
    JsonNode row = factors().path(0);
    assertEquals(0.5, row.path("factor").asDouble());
    assertTrue(row.path("reason").asString().startsWith("route r of dis in dev: "), row::toString);
    String route = row.path("route").asString();
    String ready = ops("/readyz");
    assertTrue(ready.contains("0.5 on route " + route), ready);
    assertTrue(ops("/metrics").contains("rate_limit_tightened_routes 1.0"), "the gauge");
    failUntil(250);

    awaitRequests(PATH, 1000);
    ConditionWait.awaitTrue("the row has gone", EFFECTIVE, () -> factors().isEmpty());
    assertEquals(
        List.of("CREATE null 0.5", "UPDATE 0.5 0.25", "UPDATE 0.25 0.5", "DELETE 0.5 null"),
        events(row.path("id").asString()));
    assertTrue(ops("/metrics").contains("rate_limit_tightened_routes 0.0"), "the gauge");
  }

  @Test
  @Tag("C-52")
  @DisplayName("C-52 limits of a route fall while its upstream is slow")
  void upstreamSlow_limitsFall() {
    upstream.respondEach(_ -> responseAfter(Duration.ofMillis(1300)));
    ConditionWait.awaitTrue("the limit is smaller", EFFECTIVE, () -> requests(SLOW) < 1000);
    String reason = factors().path(0).path("reason").asString();
    assertTrue(reason.contains("waited longer than 1000 ms"), reason);
    upstream.respondEach(_ -> responseAfter(Duration.ZERO));
    awaitRequests(SLOW, 1000);
    ConditionWait.awaitTrue("the row has gone", EFFECTIVE, () -> factors().isEmpty());
  }

  @Test
  @Tag("C-52")
  @DisplayName("C-52 an operator ends the smaller limits of a route by deleting the row")
  void rowDeleted_limitsReturnAndStay() {
    failUntil(500);
    String id = FACTORS + "/" + factors().path(0).path("id").asString();
    String etag = root.get(id).header("etag").orElseThrow();
    assertEquals(204, root.withHeader("If-Match", etag).delete(id).status());
    awaitRequests(PATH, 1000);
    boolean again =
        ConditionWait.becomesTrue(
            Duration.ofSeconds(7),
            () -> {
              fail();
              return !factors().isEmpty();
            });
    assertFalse(again, "the route is not judged for a while");
    assertEquals(1000, requests(PATH));
  }

  private static String addRoute(
      GatewayClient provider, String service, String name, String backend) {
    return made(
        provider,
        service + "/routes",
        ("{'name': '%s', 'path_kind': 'prefix', 'path': '/dis-%s',"
                + " 'backends': [{'backend_id': '%s'}]}")
            .formatted(name, name, backend));
  }

  private static RawHttpUpstream.ScriptedResponse responseAfter(Duration delay) {
    LockSupport.parkNanos(delay.toNanos());
    return new RawHttpUpstream.ScriptedResponse("text/plain", List.of("x"), Map.of());
  }

  private void failUntil(int requests) {
    ConditionWait.awaitTrue(
        "the limit is " + requests,
        EFFECTIVE,
        () -> {
          fail();
          return requests(PATH) == requests;
        });
  }

  private void fail() {
    GatewayClient failing = caller.withHeader("x-stub-status", "503");
    for (int i = 0; i < 5; i++) {
      assertEquals(503, failing.get(PATH).status());
    }
  }

  private void awaitRequests(String path, int requests) {
    ConditionWait.awaitTrue(
        "the limit is " + requests, EFFECTIVE.plusSeconds(10), () -> requests(path) == requests);
  }

  /** Returns the requests of the limit that a response shows. */
  private int requests(String path) {
    return caller
        .get(path)
        .header("ratelimit-policy")
        .map(text -> Integer.parseInt(text.replaceAll("\"calls\";q=(\\d+);.*", "$1")))
        .orElse(0);
  }

  /** Returns the events of a row, each with the factors before and after. */
  private List<String> events(String id) {
    return sluice
        .sql()
        .query(
            "select action || ' ' || coalesce(before ->> 'factor', 'null') || ' '"
                + " || coalesce(after ->> 'factor', 'null') from change_events"
                + " where resource_type = 'emergency_factor' and resource_id = ? order by id",
            id);
  }

  private String ops(String path) {
    return new GatewayClient(sluice.stack().ports().http(StackPort.EXTAUTHZ_OPS)).get(path).body();
  }

  private JsonNode factors() {
    return root.get(FACTORS + "?source=auto").json().path("items");
  }
}
