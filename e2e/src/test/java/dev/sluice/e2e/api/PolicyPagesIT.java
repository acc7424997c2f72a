package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ConsoleClient.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.DatabaseCommand;
import dev.sluice.e2e.support.ShadowFile;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test of policies in force, the shadow report and the playground, with real servers. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class PolicyPagesIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int CALLS = 4;
  private static final String LEVEL = "{path: \"/v1/agent*\", level: developer}";
  private static final String PLAYGROUND = "/v1/operator/playground";

  private static final String LOGGING =
      """
      version: next-1
      rules:
        - {id: email, kind: checksum, validator: email, action: log}
      """;

  private final TestEnvironment sluice;
  private final AdditionalPolicyServer dlp;
  private final ConsoleWorld world;
  private final Path shadow;

  PolicyPagesIT(TestEnvironment sluice, @TempDir Path folder) {
    this.sluice = sluice;
    this.shadow = sluice.stack().settings().shadowFolder("extauthz").resolve("authz.yaml");
    this.dlp =
        AdditionalPolicyServer.extproc(
            sluice.stack(), "policies-dlp", "playground:\n  enabled: true\n");
    this.world =
        ConsoleWorld.start(
            sluice,
            "policies",
            folder,
            Map.of("SLUICE_API_PLAYGROUND_SERVERS", "127.0.0.1:1," + dlp.address()));
  }

  @BeforeAll
  void startServer() {
    dlp.process().start();
    dlp.process().awaitReady();
  }

  @AfterAll
  void stop() throws IOException {
    Files.deleteIfExists(shadow);
    world.close();
    dlp.close();
  }

  private ConsoleClient root() {
    ConsoleClient browser = world.browser();
    assertEquals(200, browser.signIn("root").statusCode());
    return browser;
  }

  private GatewayClient rest() {
    return world.api().tenants().root();
  }

  private static String body(String text, String form, String direction) {
    return JsonMapper.shared()
        .writeValueAsString(Map.of("text", text, "form", form, "direction", direction));
  }

  @Test
  void playground_koreanText_isMaskedOverEveryCut() {
    JsonNode result =
        rest().post(PLAYGROUND, body("담당자 a.kim@example.org 입니다", "text", "request")).json();
    assertEquals("pass", result.path("verdict").asString(), result.toString());
    assertFalse(result.path("output").asString().contains("a.kim@"), result.toString());
    assertEquals("email", result.path("findings").path(0).path("rule").asString());
    assertTrue(result.path("cuts_complete").asBoolean());
    assertTrue(result.path("differing_cut").isNull());
    assertEquals(dlp.address(), result.path("server").asString());
  }

  @Test
  void playground_shadowOfDlp_onceLoaded() throws IOException {
    String text = "{\"text\": \"담당자 a.kim@example.org 입니다\", \"policy\": \"shadow\"}";
    GatewayResponse answer = rest().post(PLAYGROUND, text);
    assertEquals(409, answer.status(), answer.body());
    Path rules =
        sluice
            .stack()
            .settings()
            .home()
            .resolve("policies-dlp/state/policies-dlp/shadow/dlp_rules.yaml");
    Files.createDirectories(rules.getParent());
    Files.writeString(rules, LOGGING);
    ConditionWait.awaitTrue(
        "the shadow rules are loaded", LIMIT, () -> rest().post(PLAYGROUND, text).status() == 200);
    JsonNode result = rest().post(PLAYGROUND, text).json();
    assertTrue(result.path("policy").asString().startsWith("dlp_rules.yaml@next-1#"));
    assertEquals("담당자 a.kim@example.org 입니다", result.path("output").asString());
    assertEquals("log", result.path("findings").path(0).path("action").asString());
    Files.delete(rules);
  }

  @Test
  @Tag("N-04")
  @DisplayName("N-04 the shadow report of the API counts bodies as sluicectl does")
  void shadowReport_bodies_equalsSluicectl() throws IOException {
    Path rules = sluice.stack().settings().shadowFolder("extproc").resolve("dlp_rules.yaml");
    ServerMetrics metrics = sluice.extprocServerMetrics();
    try (ShadowFile file = new ShadowFile(rules, "shadow-dlp", metrics)) {
      file.load(LOGGING);
      Instant start = Instant.now();
      for (int i = 0; i < CALLS; i++) {
        for (String text : List.of("담당자 a.kim@example.org", "안녕하세요")) {
          String id = TestEnvironment.uniqueId("bodies");
          assertEquals(
              200,
              sluice
                  .withRole("viewer")
                  .withCorrelation(id)
                  .post(TestEnvironment.CHAT, TestEnvironment.prompt(text))
                  .status());
        }
      }
      assertEquals(2 * CALLS, sluice.auditRows().awaitRows("bodies-", 2 * CALLS).size());
      String to = Instant.now().toString();
      JsonNode report =
          rest().get("/v1/operator/shadow-report?kind=dlp&from=" + start + "&to=" + to).json();
      JsonNode expected =
          new DatabaseCommand(sluice.stack())
              .json(0, "shadow", "bodies", "--from", start.toString(), "--to", to);
      for (String change : List.of("none", "mask-difference")) {
        int all =
            expected.path("changes").path("request").path(change).asInt()
                + expected.path("changes").path("response").path(change).asInt();
        assertEquals(all, counted(report, change), change + report + expected);
      }
      assertEquals(CALLS, expected.path("changes").path("request").path("mask-difference").asInt());
    }
  }

  @Test
  void playground_hostileText_isEscaped() {
    ConsoleClient browser = root();
    String csrf = ConsoleClient.csrf(browser.get("/console/playground"));
    String text = "</textarea></pre><script>alert(1)</script> a.kim@example.org";
    String form = "csrf=" + csrf + "&text=" + encoded(text) + "&form=text&direction=request";
    HttpResponse<String> page =
        browser.post("/console/playground", form, "Origin", browser.origin());
    assertEquals(200, page.statusCode(), page.body());
    assertFalse(page.body().contains("<script>alert"), page.body());
    assertTrue(page.body().contains("<span class=\"good\">pass</span>"), page.body());
    assertTrue(page.body().contains("The same result in"), page.body());
    assertEquals(
        403,
        browser.post("/console/playground", form, "Origin", "https://evil.example").statusCode());
  }

  @Test
  void policies_ofServers_areShownInForce() {
    ConsoleClient browser = root();
    ConditionWait.awaitTrue(
        "the policies page shows the new server",
        LIMIT,
        () -> browser.get("/console/policies").body().contains("default/policies-dlp"));
    JsonNode sets = rest().get("/v1/operator/policy-sets?server=default/policies-dlp").json();
    List<String> kinds =
        sets.path("items")
            .valueStream()
            .map(item -> item.path("kind").asString())
            .sorted()
            .toList();
    assertEquals(List.of("dlp", "waf"), kinds, sets.toString());
    assertEquals(
        403, tenantAdministrator().get("/console/playground?tenant=policies").statusCode());
  }

  private ConsoleClient tenantAdministrator() {
    ConsoleClient browser = world.browser();
    assertEquals(200, browser.signIn(world.ada()).statusCode());
    return browser;
  }

  @Test
  @Tag("N-04")
  @DisplayName("N-04 the shadow report of the API counts what sluicectl counts")
  void shadowReport_equalsSluicectl() throws Exception {
    Path live = sluice.stack().settings().policies().resolve("authz.yaml");
    String text = Files.readString(live);
    assertTrue(text.contains(LEVEL), text);
    ManagedProcess server = sluice.stack().process(ServerKind.EXTAUTHZ);
    ServerMetrics metrics =
        new ServerMetrics(server.pid(), sluice.stack().ports().http(StackPort.EXTAUTHZ_OPS));
    double before = metrics.metric("extauthz_shadow_policy_total", "change=\"none\"");
    Files.createDirectories(shadow.getParent());
    Files.writeString(shadow, text.replace(LEVEL, LEVEL.replace("developer", "viewer")));
    ConditionWait.awaitTrue(
        "the shadow policy is in force",
        LIMIT,
        () -> {
          sluice.anonymous().get("/v1/health");
          return metrics.metric("extauthz_shadow_policy_total", "change=\"none\"") > before;
        });
    Instant start = Instant.now();
    List<String> ids = traffic();
    ConditionWait.awaitTrue(
        "every decision is stored",
        LIMIT,
        () ->
            sluice
                .sql()
                .query(
                    "select correlation_id from decision_events where correlation_id like ?",
                    "policies-%")
                .containsAll(ids));
    String to = Instant.now().toString();
    String range = "from=" + start + "&to=" + to;
    JsonNode report = rest().get("/v1/operator/shadow-report?kind=authz&" + range).json();
    JsonNode expected =
        new DatabaseCommand(sluice.stack())
            .json(0, "shadow", "report", "--from", start.toString(), "--to", to);
    for (String change : List.of("none", "allow-to-deny", "deny-to-allow", "other-rule")) {
      String member = change.equals("none") ? "same" : change.replace('-', '_');
      assertEquals(
          expected.path(member).asInt(), counted(report, change), change + report + expected);
    }
    assertTrue(counted(report, "none") >= CALLS, report.toString());
    assertTrue(
        counted(report, "deny-to-allow") + counted(report, "other-rule") >= CALLS,
        report.toString());
    String page = root().get("/console/policies?" + range).body();
    assertTrue(page.contains("/console/audit?correlation_id=policies-"), page);
  }

  private static int counted(JsonNode report, String change) {
    return report
        .path("counts")
        .valueStream()
        .filter(row -> row.path("change").asString().equals(change))
        .mapToInt(row -> row.path("results").asInt())
        .sum();
  }

  private List<String> traffic() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      for (String path : List.of(TestEnvironment.CHAT, "/v1/agent/run")) {
        String id = TestEnvironment.uniqueId("policies");
        ids.add(id);
        boolean chat = path.equals(TestEnvironment.CHAT);
        assertEquals(
            chat ? 200 : 403,
            sluice
                .withRole("viewer")
                .withCorrelation(id)
                .post(path, chat ? TestEnvironment.prompt("ping") : "{}")
                .status());
      }
    }
    return ids;
  }
}
