package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of the policies of servers and of the shadow report, over REST and on their page. */
@ExtendWith(NoWarnings.class)
final class PolicySetsIT {
  private static final String SETS = "/v1/operator/policy-sets";
  private static final String REPORT = "/v1/operator/shadow-report";
  private static final String HOSTILE = "<script>alert(1)</script> 규칙";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  private ConsoleSignIn issuer;
  private ApiTestServer server;
  private ApiClient root;

  @BeforeEach
  void start() throws IOException {
    issuer = new ConsoleSignIn();
    server = ApiTestServer.withConsole(postgres, folder, issuer.issuer(), issuer.config());
    for (String slug : List.of("acme", "other")) {
      var _ = server.tenant(slug, "provider");
    }
    root = server.user("root", "system-admin", "system", "");
  }

  @AfterEach
  void stop() {
    server.close();
    issuer.close();
  }

  private void set(String server, String kind, String version, String status, int minute) {
    postgres.execute(
        """
        insert into policy_sets (kind, version, sha256, server, status, error, loaded_at)
        values ('%s', '%s', sha256('%2$s'), '%s', '%s', %s, '2026-01-01T00:%02d:00Z')
        """
            .formatted(
                kind,
                version,
                server,
                status,
                status.equals("rejected") ? "'rules.yaml:3:5: " + HOSTILE + "'" : "null",
                minute));
  }

  private static List<String> shown(JsonNode answer) {
    List<String> all = new ArrayList<>();
    for (JsonNode item : answer.path("items").values()) {
      all.add(
          "%s %s %s %s"
              .formatted(
                  item.path("server").asString(),
                  item.path("version").asString(),
                  item.path("status").asString(),
                  item.path("behind").asBoolean()));
    }
    return all;
  }

  @Test
  void sets_otherVersionOfCluster_areBehind() {
    set("edge/a", "dlp", "v1", "active", 1);
    set("edge/b", "dlp", "v2", "active", 2);
    set("edge/b", "dlp", "v3", "rejected", 3);
    set("west/c", "dlp", "v0", "active", 0);
    assertEquals(
        List.of(
            "edge/b v3 rejected false",
            "edge/b v2 active false",
            "edge/a v1 active true",
            "west/c v0 active false"),
        shown(root.get(SETS).expect(200).json()));
    assertEquals(
        List.of("edge/b v3 rejected false"),
        shown(root.get(SETS + "?status=rejected").expect(200).json()));
  }

  @Test
  void sets_disconnectedServer_isNotCompared() {
    postgres.execute(
        """
        insert into clusters (name, region, cloud_provider, status)
        values ('edge', 'eu', 'on-premise', 'active');
        insert into agents (cluster_id, name, kind, node_id, status)
        select id, 'b', 'extproc', 'edge/b', 'disconnected' from clusters
        """);
    set("edge/a", "dlp", "v1", "active", 1);
    set("edge/b", "dlp", "v2", "active", 2);
    assertEquals(
        List.of("edge/b v2 active false", "edge/a v1 active false"),
        shown(root.get(SETS).expect(200).json()));
  }

  @Test
  void sets_inParts_areAllFoundOnce() {
    for (int i = 0; i < 5; i++) {
      set("edge/" + i, "waf", "v" + i, "active", i / 2);
    }
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode part = root.get(SETS + "?limit=2" + cursor).expect(200).json();
      all.addAll(shown(part));
      cursor = part.path("next").isNull() ? "" : "&cursor=" + part.path("next").asString();
    } while (!cursor.isEmpty());
    assertEquals(5, all.stream().distinct().count(), all::toString);
    assertEquals(5, all.size());
    root.get(SETS + "?cursor=x").expect(400);
    root.get(SETS + "?sort=kind").expect(400);
  }

  @Test
  void sets_ofTenant_areNone() {
    set("edge/a", "dlp", "v1", "active", 1);
    assertEquals(0, root.in("acme").get(SETS).expect(200).json().path("items").size());
    server.user("ada", "org-admin", "org", "acme").get(SETS).expect(403);
  }

  /** Adds a decision of a shadow policy: {@code result} is its member of the inputs. */
  private void decision(String id, String tenant, String verdict, String result) {
    String[] parts = verdict.split(" ");
    postgres.execute(
        """
        insert into decision_events (id, ts_ms, request_id, correlation_id, decision, error_code, rule, reason,
          credential, tenant_id, project_id, workspace_id, user_id, role, required_role, route_target, environment,
          policy_version, shadow, method, host, path, header_names, node_id, writer_id, writer_seq, prev_hash, hash,
          record, inputs)
        values (gen_random_uuid(), extract(epoch from now())::bigint * 1000, 'r', '%s', '%s', %s, '%s', 'x', 'jwt',
          '%s', '-', '-', 'u', 'viewer', 'viewer', '-', 'dev', 'p', '{}', 'GET', 'h', '/v1/x?secret=1', '{}', 'n',
          gen_random_uuid(), 1, sha256(''), sha256('x'), '{}', '{"shadow_policy": {"policy": "authz@2#aa", %s}}')
        """
            .formatted(
                id,
                parts[0],
                parts.length > 2 ? "'" + parts[1] + "'" : "null",
                parts[parts.length - 1],
                tenant,
                result));
  }

  private static String decided(String decision, String code, String rule) {
    return "\"decision\": \"%s\", \"error_code\": \"%s\", \"rule\": \"%s\""
        .formatted(decision, code, rule);
  }

  private void inspected(String id, String tenant, String directions) {
    postgres.execute(
        """
        insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id, workspace_id, user_id, method,
          endpoint, route_target, status_code, latency_ms, policy_version, streamed, dlp_action, extra)
        values (gen_random_uuid(), extract(epoch from now())::bigint * 1000, '%s', '%s', '-', '-', 'u', 'POST', '/v1/y',
          '-', 200, 1, 'p', false, 'mask', '{"shadow_dlp": {"policy": "dlp@2#bb", %s}}')
        """
            .formatted(id, tenant, directions));
  }

  private void recorded() {
    decision("same", "acme", "allow level:*", decided("allow", "", "level:*"));
    decision("same-2", "acme", "allow -", decided("allow", "", ""));
    decision("denied", "acme", "allow level:*", decided("deny", "AUTH_FORBIDDEN", "level:x"));
    decision("allowed", "other", "deny AUTH_FORBIDDEN level:x", decided("allow", "", "level:*"));
    decision("rule", "acme", "allow level:*", decided("allow", "", "level:y"));
    decision("code", "acme", "deny AUTH_A level:x", decided("deny", "AUTH_B", "level:x"));
    decision("open", "acme", "allow level:*", "\"undecided\": \"the credential was not checked\"");
    inspected("body", "acme", "\"request\": \"none\", \"response\": \"pass-to-block\"");
    inspected("body-2", "other", "\"request\": \"mask-difference\"");
  }

  private static Map<String, Integer> counts(JsonNode report) {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode row : report.path("counts").values()) {
      String direction =
          row.path("direction").isNull() ? "" : row.path("direction").asString() + " ";
      counts.put(
          row.path("kind").asString() + " " + direction + row.path("change").asString(),
          row.path("results").asInt());
    }
    return counts;
  }

  @Test
  @Tag("N-04")
  @DisplayName("N-04 the results of shadow policies are counted by change, in both kinds")
  void report_ofBothKinds_countsChanges() {
    recorded();
    JsonNode report = root.get(REPORT).expect(200).json();
    assertEquals(
        Map.of(
            "authz none", 2,
            "authz allow-to-deny", 1,
            "authz deny-to-allow", 1,
            "authz other-rule", 2,
            "authz undecided", 1,
            "dlp request none", 1,
            "dlp response pass-to-block", 1,
            "dlp request mask-difference", 1),
        counts(report));
    assertEquals(7, report.path("samples").size(), report.toString());
    JsonNode denied =
        report
            .path("differences")
            .valueStream()
            .filter(row -> row.path("change").asString().equals("allow-to-deny"))
            .findFirst()
            .orElseThrow();
    assertEquals("allow level:*", denied.path("before").asString());
    assertEquals("deny AUTH_FORBIDDEN level:x", denied.path("after").asString());
    assertFalse(report.toString().contains("secret"), "paths have no query");
  }

  @Test
  void report_filters_select() {
    recorded();
    assertEquals(
        Map.of("dlp request mask-difference", 1),
        counts(root.get(REPORT + "?kind=dlp&tenant=other").expect(200).json()));
    assertEquals(5, counts(root.get(REPORT + "?policy=authz%402%23aa").expect(200).json()).size());
    assertEquals(
        Map.of(), counts(root.get(REPORT + "?to=2026-01-02T00:00:00Z&days=31").expect(200).json()));
    JsonNode none = root.get(REPORT + "?samples=0").expect(200).json();
    assertEquals(0, none.path("samples").size());
    for (String wrong :
        List.of(
            "days=32",
            "days=1&from=2026-01-01T00:00:00Z",
            "samples=21",
            "from=yesterday",
            "to=%2B1000000000-12-31T00:00:00Z",
            "from=2020-01-01T00:00:00Z",
            "tenant=%00",
            "policy=" + "x".repeat(401),
            "more=1")) {
      root.get(REPORT + "?" + wrong).expect(400);
    }
  }

  @Test
  void report_ofTenant_hasOwnRowsOnly() {
    recorded();
    ApiClient eve = server.user("eve", "org-admin", "org", "other");
    assertEquals(
        Map.of("authz deny-to-allow", 1, "dlp request mask-difference", 1),
        counts(eve.get(REPORT).expect(200).json()));
    assertEquals(Map.of(), counts(eve.get(REPORT + "?tenant=acme").expect(200).json()));
    server.user("dev", "api-developer", "org", "acme").get(REPORT).expect(403);
  }

  @Test
  void page_showsVersionsAndReport() {
    recorded();
    set("edge/a", "dlp", "v1", "active", 1);
    set("edge/b", "dlp", "v2", "active", 2);
    set("edge/b", "dlp", "v3", "rejected", 3);
    postgres.execute("update users set issuer = '%s'".formatted(issuer.issuer()));
    String cookie = issuer.cookie(server, "root");
    String page = ConsoleSignIn.get(server, "/console/policies", cookie).body();
    assertTrue(page.contains("<span class=\"bad\">behind</span>"), page);
    assertTrue(page.contains("pass-to-block"), page);
    assertTrue(page.contains("/console/audit?correlation_id=denied&amp;from="), page);
    assertFalse(page.contains("<script>alert"), page);
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; 규칙"), page);
    String ofTenant = ConsoleSignIn.get(server, "/console/policies?tenant=other", cookie).body();
    assertTrue(ofTenant.contains("deny-to-allow"), ofTenant);
    assertFalse(ofTenant.contains("pass-to-block"), ofTenant);
    assertFalse(ofTenant.contains("edge/a"), "servers belong to no tenant");
    assertEquals(400, ConsoleSignIn.get(server, "/console/policies?days=99", cookie).statusCode());
  }
}
