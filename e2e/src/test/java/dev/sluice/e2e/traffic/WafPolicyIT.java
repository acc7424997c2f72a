package dev.sluice.e2e.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of policies that search more parts of exchanges for attacks than the file of the rules.
 * The file of extauthz-server selects nothing here; that of extproc-dlp-server, no model routes.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class WafPolicyIT {
  private static final String NAME = "waf-rows";
  private static final String ATTACK = "x' OR '1'='1";
  private static final String ATTACKING_QUERY =
      TestEnvironment.CHAT + "?id=1%27%20OR%20%271%27=%271";
  private static final String PAGE = "{\"note\":\"<script>alert(1)</script>\"}";

  private final TestEnvironment sluice;
  private final ManagedProcess server;
  private final Path config;
  private final RawHttpUpstream upstream = new RawHttpUpstream();
  private final ProviderTenant provider;
  private final GatewayClient client;
  private String shipped = "";
  private String changed = "";

  WafPolicyIT(TestEnvironment sluice) {
    this.sluice = sluice;
    server = sluice.stack().process(ServerKind.EXTAUTHZ);
    config = sluice.stack().settings().config(ServerKind.EXTAUTHZ.module());
    provider = sluice.newProvider(NAME).addProduct(NAME, upstream.port());
    client = sluice.atHost(provider.port(), NAME + ".dev.local.api.example.com");
  }

  @BeforeAll
  void start() throws IOException {
    Path rules = sluice.stack().settings().root().policies().resolve("waf_rules.yaml");
    Path folder = Files.createDirectories(sluice.stack().settings().stateFolder(NAME));
    Path bodiesOnly = folder.resolve("waf_rules.yaml");
    Files.writeString(
        bodiesOnly,
        Files.readString(rules)
            .replace("    - {parts: [path, query, headers]}\n", "    - {parts: [answer]}\n"));
    shipped = Files.readString(config);
    changed = shipped.replace(rules.toString(), bodiesOnly.toString());
    restart(changed);
    provider.publishProduct(NAME, "dev", "default");
    ControlPlaneState.awaitStatus(client, 200);
  }

  @AfterAll
  void stop() throws IOException {
    restart(shipped);
    ControlPlaneState.awaitStatus(client, 200);
    provider.close();
    upstream.close();
  }

  @BeforeEach
  void respond() {
    upstream.respondWith(new ScriptedResponse(ScriptedProduct.JSON, List.of("{}"), Map.of()));
  }

  @AfterEach
  void removeRows() {
    provider.deletePolicies("waf");
    await("the rows are removed", () -> code(client.get(ATTACKING_QUERY)).isEmpty());
    await("the rows are removed", () -> code(say(ATTACK)).isEmpty());
  }

  @Test
  @Tag("C-36")
  @DisplayName("C-36 a row searches the bodies of a model route, until it is removed")
  void row_body_blocksAttack() {
    assertEquals(200, say(ATTACK).status());
    provider.setRoutePolicy(NAME, NAME, "waf", "{\"parts\": [\"body\"]}");
    await("it is blocked", () -> code(say(ATTACK)).equals("WAF_BLOCKED"));
    String id = TestEnvironment.uniqueId("waf");
    respond();
    GatewayResponse blocked =
        client.withCorrelation(id).post(TestEnvironment.CHAT, TestEnvironment.prompt(ATTACK));
    assertEquals(403, blocked.status(), blocked.body());
    assertEquals(Optional.empty(), upstream.lastRequest());
    assertEquals(200, say("a lesson on WHERE id = 1").status());
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals("WAF_BLOCKED", row.column("error_code"));
    assertEquals("sqli_tautology", row.column("dlp_rule_id"));
    provider.deletePolicies("waf");
    await("it passes", () -> say(ATTACK).status() == 200);
  }

  @Test
  void row_bodyLog_isReportedOnly() {
    provider.setServicePolicy(NAME, "waf", "{\"parts\": [\"body\"], \"action\": \"log\"}");
    await("it is reported", () -> logged().column("dlp_rule_id").equals("sqli_tautology"));
    AuditRow row = logged();
    assertEquals(200, row.status());
    assertEquals("log", row.column("dlp_action"));
  }

  private AuditRow logged() {
    String id = TestEnvironment.uniqueId("waf");
    String prompt = TestEnvironment.prompt(ATTACK);
    assertEquals(200, client.withCorrelation(id).post(TestEnvironment.CHAT, prompt).status());
    return sluice.auditRows().awaitOne(id);
  }

  @Test
  void row_query_blocksAttack() {
    assertEquals(200, client.get(ATTACKING_QUERY).status());
    provider.setGatewayPolicy("waf", "{\"parts\": [\"query\"]}");
    await("it is blocked", () -> code(client.get(ATTACKING_QUERY)).equals("WAF_BLOCKED"));
    String id = TestEnvironment.uniqueId("waf");
    respond();
    assertEquals(403, client.withCorrelation(id).get(ATTACKING_QUERY).status());
    assertEquals(Optional.empty(), upstream.lastRequest());
    assertEquals(200, say(ATTACK).status());
    String extra = sluice.auditRows().awaitOne(id).column("extra");
    assertTrue(extra.contains("waf:sqli_tautology"), extra);
  }

  @Test
  void row_queryLog_isReportedOnly() {
    provider.setPolicy("waf", "{\"parts\": [\"query\"], \"action\": \"log\"}");
    await(
        "it is reported",
        () -> {
          String id = TestEnvironment.uniqueId("waf");
          assertEquals(200, client.withCorrelation(id).get(ATTACKING_QUERY).status());
          String extra = sluice.auditRows().awaitOne(id).column("extra");
          return extra.contains("shadow") && extra.contains("waf:sqli_tautology");
        });
  }

  @Test
  void row_answer_blocksAttack() {
    upstream.respondWith(new ScriptedResponse(ScriptedProduct.JSON, List.of(PAGE), Map.of()));
    assertEquals(200, client.get("/page").status());
    provider.setRoutePolicy(NAME, NAME, "waf", "{\"parts\": [\"answer\"]}");
    await("it is blocked", () -> code(client.get("/page")).equals("WAF_BLOCKED"));
    upstream.respondWith(
        new ScriptedResponse(
            ScriptedProduct.EVENTS, List.of("data: " + PAGE + "\n\n", "data: end\n\n"), Map.of()));
    String events = client.get("/page").body();
    assertTrue(events.contains("WAF_BLOCKED"), events);
    assertTrue(!events.contains("alert"), events);
    respond();
    assertEquals(200, say(ATTACK).status());
  }

  @Test
  void row_narrowerWithoutParts_endsWider() {
    provider.setPolicy("waf", "{\"parts\": [\"query\"]}");
    await("it is blocked", () -> code(client.get(ATTACKING_QUERY)).equals("WAF_BLOCKED"));
    provider.setRoutePolicy(NAME, NAME, "waf", "{\"parts\": []}");
    await("it passes", () -> client.get(ATTACKING_QUERY).status() == 200);
  }

  @Test
  void row_invalid_searchesRequests() {
    provider.setRoutePolicy(NAME, NAME, "waf", "{\"parts\": [\"cookies\"]}");
    await("it is blocked", () -> code(say(ATTACK)).equals("WAF_BLOCKED"));
    await("it is blocked", () -> code(client.get(ATTACKING_QUERY)).equals("WAF_BLOCKED"));
    await("it is a finding", () -> !sluice.controlPlane().findings("policies", "waf").isEmpty());
  }

  @Test
  void row_serverWithoutRules_isCounted() throws IOException {
    provider.setRoutePolicy(NAME, NAME, "waf", "{\"parts\": [\"query\"]}");
    await("it is blocked", () -> code(client.get(ATTACKING_QUERY)).equals("WAF_BLOCKED"));
    assertEquals(0, unsearchedRoutes());
    restart(changed.replaceAll("waf:\n *rules: .*\n", ""));
    try {
      await("the route is counted", () -> unsearchedRoutes() == 1);
      assertTrue(server.logTail().contains("set waf.rules"), server.logTail());
      await("it passes", () -> client.get(ATTACKING_QUERY).status() == 200);
    } finally {
      restart(changed);
    }
    await("it is blocked", () -> code(client.get(ATTACKING_QUERY)).equals("WAF_BLOCKED"));
  }

  private double unsearchedRoutes() {
    return new ServerMetrics(server.pid(), sluice.stack().ports().http(StackPort.EXTAUTHZ_OPS))
        .metric("waf_unsearched_routes", "");
  }

  private GatewayResponse say(String text) {
    return client.post(TestEnvironment.CHAT, TestEnvironment.prompt(text));
  }

  /** Returns the code of an error of Sluice; empty for a response of the upstream. */
  private static String code(GatewayResponse response) {
    return response.status() == 200 ? "" : response.errorCode();
  }

  private static void await(String what, BooleanSupplier condition) {
    ConditionWait.awaitTrue(what, ControlPlaneState.LIMIT, condition);
  }

  private void restart(String text) throws IOException {
    Files.writeString(config, text);
    server.kill();
    server.start();
    server.awaitReady();
  }
}
