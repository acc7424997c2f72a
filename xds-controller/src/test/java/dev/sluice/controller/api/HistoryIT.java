package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of the history in the API: changes, requests and revisions. */
@ExtendWith(NoWarnings.class)
final class HistoryIT {
  private static final String CHANGES = "/v1/provider/change-events";
  private static final String AUDIT = "/v1/provider/audit";
  private static final String EXPLAIN = "/v1/provider/explain";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  private final AnswerSchemas schemas = new AnswerSchemas();
  @AutoClose private ApiWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
  }

  private static List<String> values(ApiClient.Answer answer, String member) {
    List<String> values = new ArrayList<>();
    for (JsonNode item : answer.expect(200).json().path("items").values()) {
      values.add(item.path(member).asString());
    }
    return values;
  }

  @Test
  @Tag("C-46")
  @DisplayName("C-46 changes are found by resource, action and actor, with before and after")
  void changes_ofResource_areFound() {
    String service = "/v1/provider/api-services/" + world.service;
    world
        .provider
        .patch(service, world.provider.get(service).etag(), "{\"description\": \"new\"}")
        .expect(200);
    String query = "?resource=api_service&resource_id=" + world.service;
    ApiClient.Answer found = world.provider.get(CHANGES + query);
    assertEquals(List.of("UPDATE", "CREATE"), values(found, "action"));
    JsonNode newest = found.json().path("items").path(0);
    assertEquals("", newest.path("before").path("description").asString("-"));
    assertEquals("new", newest.path("after").path("description").asString());
    String actor = newest.path("actor_id").asString();
    assertEquals(
        List.of("CREATE"),
        values(world.provider.get(CHANGES + query + "&action=CREATE&actor=" + actor), "action"));
    world.provider.get(CHANGES + "?unknown=1").expect(400);
  }

  @Test
  void changes_inParts_areAllFoundOnce() {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      ApiClient.Answer part = world.provider.get(CHANGES + "?limit=2" + cursor);
      ids.addAll(values(part, "id"));
      JsonNode next = part.json().path("next");
      cursor = next.isNull() ? "" : "&cursor=" + next.asString();
    } while (!cursor.isEmpty());
    assertEquals(
        postgres.query(
            "select e.id from change_events e join tenants t on t.id::text = e.tenant_id"
                + " where t.slug = 'acme' order by e.id desc"),
        ids);
    assertTrue(ids.size() > 4, ids::toString);
  }

  @Test
  @Tag("C-58")
  @DisplayName("C-58 changes and requests of other tenants are not found")
  void history_ofOtherTenant_isHidden() {
    String publish = world.published();
    String id = publish.substring(publish.lastIndexOf('/') + 1);
    request("own", "acme", 200, "");
    request("customer", "other", 403, id);
    request("foreign", "other", 200, "");
    assertEquals(
        List.of("customer", "own"),
        values(world.provider.get(AUDIT), "correlation_id").stream().sorted().toList());
    world.server.tenant("globex", "provider");
    ApiClient gus = world.server.user("gus", "org-admin", "org", "globex");
    assertEquals(List.of(), values(gus.get(AUDIT), "id"));
    assertEquals(List.of(), values(gus.get(CHANGES), "id"));
    assertEquals(List.of(), values(gus.get("/v1/operator/audit"), "id"));
    assertEquals(3, values(world.operator.get("/v1/operator/audit"), "id").size());
    schemas.valid("AuditEventList", world.operator.get("/v1/operator/audit").json());
    schemas.valid("ChangeEventList", world.operator.get("/v1/operator/change-events").json());
    assertTrue(values(world.operator.get("/v1/operator/change-events"), "id").size() > 5);
  }

  @Test
  @Tag("N-05")
  @DisplayName("N-05 a request is explained from its rows, and only in its tenant")
  void explain_ofOwnTenant_hasSteps() {
    request("own", "acme", 403, "");
    request("foreign", "other", 200, "");
    JsonNode own = world.provider.get(EXPLAIN + "?request_id=own").expect(200).json();
    schemas.valid("Explanation", own);
    assertEquals(403, own.path("status").asInt());
    assertEquals(8, own.path("steps").size());
    world.provider.get(EXPLAIN + "?request_id=foreign").expect(404);
    world.provider.get(EXPLAIN + "?request_id=none").expect(404);
    world.provider.get(EXPLAIN).expect(400);
    world.provider.get(EXPLAIN + "?request_id=own&more=1").expect(400);
    JsonNode foreign =
        world.operator.get("/v1/operator/explain?request_id=foreign").expect(200).json();
    String row = postgres.query("select id from audit_events where tenant_id = 'other'").getFirst();
    JsonNode byRow =
        world.operator.get("/v1/operator/explain?request_id=" + row).expect(200).json();
    assertEquals(foreign.path("steps"), byRow.path("steps"));
    world.server.tenant("globex", "provider");
    ApiClient gus = world.server.user("gus", "org-admin", "org", "globex");
    gus.get("/v1/operator/explain?request_id=own").expect(404);
    ApiClient bea = world.server.user("bea", "business-manager", "org", "acme");
    bea.get(EXPLAIN + "?request_id=own").expect(403);
  }

  @Test
  void audit_filters_select() {
    request("one", "acme", 200, "");
    request("two", "acme", 403, "");
    postgres.execute(
        """
        insert into decision_events (id, ts_ms, request_id, correlation_id, decision, rule, reason,
          credential, tenant_id, project_id, workspace_id, user_id, role, required_role,
          route_target, environment, policy_version, shadow, method, host, path, header_names, node_id,
          writer_id, writer_seq, prev_hash, hash, record)
        select id, ts_ms, 'r', correlation_id, 'deny', 'role', 'too low', 'jwt', tenant_id, '-', '-',
          'u', 'viewer', 'admin', '-', 'dev', 'p', '{}', 'GET', 'h', '/', '{}', 'n',
          gen_random_uuid(), 1, sha256(''), sha256('x'), '{}'
        from audit_events where correlation_id = 'two'
        """);
    assertEquals(
        List.of("two"), values(world.provider.get(AUDIT + "?status=403"), "correlation_id"));
    assertEquals(
        List.of("two"), values(world.provider.get(AUDIT + "?decision=deny"), "correlation_id"));
    assertEquals(
        List.of("one"),
        values(world.provider.get(AUDIT + "?correlation_id=one"), "correlation_id"));
    String past = Instant.now().minus(Duration.ofHours(2)).toString();
    assertEquals(List.of(), values(world.provider.get(AUDIT + "?to=" + past), "id"));
    world.provider.get(AUDIT + "?from=2020-01-01T00:00:00Z").expect(400);
    world.provider.get(AUDIT + "?from=yesterday").expect(400);
    world.provider.get(AUDIT + "?status=many").expect(400);
    String next = world.provider.get(AUDIT + "?limit=1").json().path("next").asString();
    assertEquals(1, values(world.provider.get(AUDIT + "?limit=1&cursor=" + next), "id").size());
  }

  private void request(String correlation, String tenant, int status, String publish) {
    postgres.execute(
        """
        insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id, workspace_id,
          user_id, method, endpoint, route_target, status_code, latency_ms, policy_version, streamed,
          dlp_action, extra)
        values ('%s', extract(epoch from now())::bigint * 1000, '%s', '%s', '-', '-', 'u', 'GET', '/', '-', %d, 1, 'p',
          false, 'allow', '{"publish": "%s"}')
        """
            .formatted(UUID.randomUUID(), correlation, tenant, status, publish));
  }

  @Test
  void views_withoutTenant_areEmpty() throws SQLException {
    request("own", "acme", 200, "");
    postgres.execute(
        "insert into findings (source, object, field, reason) values ('plan', 'routes/"
            + world.route
            + "', 'path', 'r')");
    String subscription = world.subscription(world.published());
    String key =
        ApiWorld.made(
            world.customer,
            "/v1/customer/credentials",
            "{'subscription_id': '" + subscription + "'}");
    postgres.execute(
        "insert into usage_daily (subscription_id, credential_id, day)"
            + " values ('%s', '%s', current_date)".formatted(subscription, key));
    postgres.execute(
        """
        insert into agents (cluster_id, name, kind, node_id)
          select cluster_id, 'deployer', 'agent', 'deployer' from product_publishes limit 1;
        insert into agent_deployments (agent_id, publish_id, action, hash, status)
          select a.id, d.id, 'deploy', sha256('x'), 'drifted' from agents a, product_publishes d
          where a.node_id = 'deployer' limit 1;
        """);
    List<String> views =
        postgres.query(
            "select distinct g.table_name from information_schema.role_table_grants g"
                + " join pg_views v on v.viewname = g.table_name"
                + " where g.grantee = 'sluice_management'");
    assertEquals(16, views.size(), views::toString);
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set role sluice_management");
      for (String view : views) {
        try (ResultSet rows = statement.executeQuery("select count(*) from " + view)) {
          rows.next();
          assertEquals(0, rows.getInt(1), view);
        }
      }
    }
  }

  @Test
  @Tag("C-73")
  @DisplayName("C-73 revisions are listed, compared by members, and rolled back to in a dry run")
  void revisions_ofCluster_areCompared() {
    String backend = "backends/" + world.backend;
    long first = revision("a", "blue", "superseded");
    long second = revision("b", "green", "active");
    String path = "/v1/operator/revisions/";
    assertEquals(
        List.of(Long.toString(second), Long.toString(first)),
        values(world.operator.get("/v1/operator/revisions?cluster=edge"), "id"));
    JsonNode diff =
        schemas.valid(
            "RevisionDiff", world.operator.get(path + first + "/diff").expect(200).json());
    schemas.valid("RevisionList", world.operator.get("/v1/operator/revisions").json());
    assertEquals("[\"/ir/name\"]", diff.path("changed").path(backend).toString());
    assertEquals(second, diff.path("to").asLong());
    assertEquals(
        backend,
        world
            .provider
            .get(path + first + "/diff?to=" + second)
            .expect(200)
            .json()
            .path("changed")
            .propertyNames()
            .iterator()
            .next());
    world.server.tenant("globex", "provider");
    ApiClient gus = world.server.user("gus", "org-admin", "org", "globex");
    assertEquals(0, gus.get(path + first + "/diff").expect(200).json().path("changed").size());
    assertTrue(gus.get(path + first).expect(200).json().path("reason").isNull());
    world.operator.get(path + first + "/diff?to=999").expect(422);
    world.operator.post(path + first + "/rollback?dryRun=true", "").expect(200);
    world.operator.post(path + first + "/release", "").expect(409);
    assertEquals(List.of("2"), postgres.query("select count(*) from config_revisions"));
    JsonNode back = world.operator.post(path + first + "/rollback", "").expect(200).json();
    assertEquals("rollback of " + first, back.path("reason").asString());
    assertTrue(back.path("pinned").asBoolean());
    assertFalse(
        world
            .operator
            .post(path + back.path("id").asLong() + "/release", "")
            .expect(200)
            .json()
            .path("pinned")
            .asBoolean());
    assertEquals(
        List.of("DEPLOY", "DEPLOY"),
        values(
            world.operator.get("/v1/operator/change-events?resource=config_revision"), "action"));
    assertEquals(List.of(), values(gus.get(CHANGES + "?resource=config_revision"), "action"));
  }

  private long revision(String hash, String name, String status) {
    String ir =
        """
        {"object": "backends/%1$s", "gateways": ["public"], "ir": {"kind": "BackendIr", "id": "%1$s",
          "name": "%2$s", "scheme": "HTTP", "lb": "ROUND_ROBIN", "connectTimeout": "PT1S",
          "maxConnections": 100, "endpoints": []}}
        """
            .formatted(world.backend, name);
    return Long.parseLong(
        postgres
            .query(
                """
                with made as (insert into config_revisions (cluster_id, content_hash, document, reason, status, created_by)
                values ('%s', sha256('%s'), '{"format": 1, "gone": [], "objects": {"backends/%s": %s}}', 'routes/1', '%s', 'test')
                returning id) select id from made
                """
                    .formatted(world.cluster, hash, world.backend, ir, status))
            .getFirst());
  }
}
