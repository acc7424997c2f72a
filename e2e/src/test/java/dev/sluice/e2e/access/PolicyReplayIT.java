package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.DatabaseCommand;
import dev.sluice.e2e.support.ShadowFile;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The tests of changed access policies: recorded decisions made again, and a shadow policy beside
 * the one in force.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class PolicyReplayIT {
  private static final int CALLS = 12;
  private static final String CANARY = "canary-5b1e7";

  /** The levels of the shipped policy, with another one for agents and for chats. */
  private static final Map<String, String> CHANGES =
      Map.of(
          "{path: \"/v1/agent*\", level: developer}",
          "{path: \"/v1/agent*\", level: viewer}",
          "{path: \"*\", level: viewer}",
          "{path: \"/v1/chat*\", level: developer}\n    - {path: \"*\", level: viewer}");

  private final TestEnvironment sluice;
  private final DatabaseCommand commands;
  private final Path live;
  private final Path shadow;
  @TempDir Path folder;

  PolicyReplayIT(TestEnvironment sluice) {
    this.sluice = sluice;
    this.commands = new DatabaseCommand(sluice.stack());
    this.live = sluice.stack().settings().policies().resolve("authz.yaml");
    this.shadow = sluice.stack().settings().shadowFolder("extauthz").resolve("authz.yaml");
  }

  @AfterEach
  void removeShadow() throws IOException {
    Files.deleteIfExists(shadow);
  }

  @Test
  @Tag("N-06")
  @DisplayName("N-06 recorded decisions are the same again, and another policy shows what changes")
  void n06_recordedDecisions_againWithPolicies() throws Exception {
    Instant start = Instant.now();
    List<String> ids = traffic();
    awaitDecisions(ids);
    String from = start.toString();
    String to = Instant.now().toString();

    JsonNode same =
        commands.json(0, "replay", "--policy", live.toString(), "--from", from, "--to", to);
    assertTrue(same.path("decisions").asInt() >= ids.size(), same.toString());
    assertEquals(same.path("decisions").asInt(), same.path("same").asInt(), same.toString());

    Path changed = Files.writeString(folder.resolve("authz.yaml"), changed());
    JsonNode other =
        commands.json(1, "replay", "--policy", changed.toString(), "--from", from, "--to", to);
    assertEquals(CALLS, other.path("allow_to_deny").asInt(), other.toString());
    // The route of the publish requires the same level as the path did.
    assertEquals(CALLS, other.path("other_rule").asInt(), other.toString());
    assertEquals(
        CALLS,
        other
            .path("rules")
            .path("other_rule")
            .path("deny AUTH_FORBIDDEN level:/v1/agent* -> deny AUTH_FORBIDDEN route:developer")
            .asInt(),
        other.toString());
    List<String> denied =
        sluice
            .sql()
            .query(
                "select request_id from decision_events where correlation_id like ?"
                    + " and decision = 'deny' and error_code = 'AUTH_FORBIDDEN'",
                "replay-%");
    other
        .path("samples")
        .forEach(sample -> {
          if (sample.path("change").asString().equals("other_rule")) {
            assertTrue(denied.contains(sample.path("request_id").asString()));
          }
        });
    assertEquals(
        List.of(),
        sluice
            .sql()
            .query(
                "select d::text from decision_events d where d::text like ?", "%" + CANARY + "%"));
  }

  @Test
  @Tag("N-04")
  @DisplayName("N-04 a shadow policy counts what a replay of the same requests counts")
  void n04_shadow_countsEqualReplay() throws Exception {
    ManagedProcess server = sluice.stack().process(ServerKind.EXTAUTHZ);
    ServerMetrics metrics =
        new ServerMetrics(server.pid(), sluice.stack().ports().http(StackPort.EXTAUTHZ_OPS));
    new ShadowFile(shadow, "shadow-authz", metrics).load(changed());

    Map<String, Double> before = counts(metrics);
    Instant start = Instant.now();
    List<String> ids = traffic();
    awaitDecisions(ids);
    Map<String, Double> after = counts(metrics);
    String from = start.toString();
    String to = Instant.now().toString();
    JsonNode report = commands.json(0, "shadow", "report", "--from", from, "--to", to);
    JsonNode replayed =
        commands.json(1, "replay", "--policy", shadow.toString(), "--from", from, "--to", to);
    for (String change : List.of("same", "allow_to_deny", "deny_to_allow", "other_rule")) {
      String label = change.equals("same") ? "none" : change.replace('_', '-');
      int counted = grown(before, after, label);
      assertEquals(counted, report.path(change).asInt(), change + " " + report);
      assertEquals(counted, replayed.path(change).asInt(), change + " " + replayed);
    }
    assertEquals(report.path("undecided"), replayed.path("undecided"));
    assertEquals(CALLS, report.path("allow_to_deny").asInt());

    Path promoted = folder.resolve("authz.yaml");
    Files.copy(live, promoted);
    commands.run(0, List.of("shadow", "promote", shadow.toString(), promoted.toString()));
    assertEquals(changed(), Files.readString(promoted));
    assertFalse(Files.exists(shadow));
    awaitEnd(metrics);
  }

  @Test
  @Tag("N-04")
  @DisplayName("N-04 shadow WAF rules are counted beside those in force, and change no answer")
  void n04_shadowWaf_isCounted() throws Exception {
    Path rules = shadow.resolveSibling("waf_rules.yaml");
    ManagedProcess server = sluice.stack().process(ServerKind.EXTAUTHZ);
    ServerMetrics metrics =
        new ServerMetrics(server.pid(), sluice.stack().ports().http(StackPort.EXTAUTHZ_OPS));
    try (ShadowFile waf = new ShadowFile(rules, "shadow-waf", metrics)) {
      waf.load(
          """
          apiVersion: sluice.dev/v1
          kind: WafRules
          metadata: {name: waf, version: next-1}
          spec:
            apply: [{parts: [query]}]
            rules: [{id: bluebird, class: sqli, patterns: ['파랑새']}]
          """);
      Map<String, Double> before = counts(metrics);
      List<String> ids = new ArrayList<>();
      String prompt = TestEnvironment.prompt("ping");
      String attacked = TestEnvironment.CHAT + "?q=%ED%8C%8C%EB%9E%91%EC%83%88";
      for (int i = 0; i < CALLS; i++) {
        send(ids, sluice.withRole("viewer"), attacked, prompt, 200);
        send(ids, sluice.withRole("viewer"), TestEnvironment.CHAT, prompt, 200);
      }
      Map<String, Double> after = counts(metrics);
      assertEquals(CALLS, grown(before, after, "allow-to-deny"));
      assertEquals(CALLS, grown(before, after, "none"));
      awaitDecisions(ids);
      assertEquals(
          List.of("waf:bluebird"),
          sluice
              .sql()
              .query(
                  "select distinct inputs->'shadow_policy'->>'rule' from decision_events"
                      + " where inputs->'shadow_policy'->>'policy' like ?"
                      + " and inputs->'shadow_policy'->>'decision' = 'deny'",
                  "%+waf@next-1#%"));
    }
    awaitEnd(metrics);
  }

  /** Waits until no shadow policy decides any more. */
  private void awaitEnd(ServerMetrics metrics) {
    ConditionWait.awaitTrue(
        "the shadow policy has ended",
        ControlPlaneState.LIMIT,
        () -> {
          double judged = sum(counts(metrics));
          sluice.anonymous().get("/v1/health");
          return sum(counts(metrics)) == judged;
        });
  }

  private static int grown(Map<String, Double> before, Map<String, Double> after, String label) {
    return (int) (after.getOrDefault(label, 0.0) - before.getOrDefault(label, 0.0));
  }

  /** Sends requests whose answers follow from the policy in force alone. */
  private List<String> traffic() {
    List<String> ids = new ArrayList<>();
    String prompt = TestEnvironment.prompt("ping " + CANARY);
    for (int i = 0; i < CALLS; i++) {
      send(ids, sluice.withRole("viewer"), TestEnvironment.CHAT + "?q=" + CANARY, prompt, 200);
      send(ids, sluice.withRole("viewer"), "/v1/agent/run", "{}", 403);
      send(ids, sluice.anonymous().withBearer(CANARY), TestEnvironment.CHAT, prompt, 401);
    }
    return ids;
  }

  private static void send(
      List<String> ids, GatewayClient client, String path, String body, int status) {
    String id = TestEnvironment.uniqueId("replay");
    ids.add(id);
    assertEquals(
        status,
        client.withHeader("x-note", CANARY).withCorrelation(id).post(path, body).status(),
        path);
  }

  private void awaitDecisions(List<String> ids) {
    ConditionWait.awaitTrue(
        "every decision is stored",
        ControlPlaneState.LIMIT,
        () ->
            sluice
                .sql()
                .query(
                    "select correlation_id from decision_events where correlation_id like ?",
                    "replay-%")
                .containsAll(ids));
  }

  private String changed() throws IOException {
    String text = Files.readString(live);
    for (Map.Entry<String, String> change : new TreeMap<>(CHANGES).entrySet()) {
      assertTrue(text.contains(change.getKey()), change.getKey());
      text = text.replace(change.getKey(), change.getValue());
    }
    return text;
  }

  private static Map<String, Double> counts(ServerMetrics metrics) {
    Map<String, Double> counts = new TreeMap<>();
    for (String change :
        List.of("none", "allow-to-deny", "deny-to-allow", "other-rule", "undecided")) {
      counts.put(
          change, metrics.metric("extauthz_shadow_policy_total", "change=\"" + change + "\""));
    }
    return counts;
  }

  private static double sum(Map<String, Double> counts) {
    return counts.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
