package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.ApiClient.Answer;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of language models in the API. */
@ExtendWith(NoWarnings.class)
final class LlmModelsIT {
  private static final String MODELS = "/v1/provider/llm-models";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
  }

  private String body(String backend, String further) {
    return ("{'alias': 'smart', 'backend_id': '%s', 'upstream_model': 'gpt-5',"
            + " 'provider': 'openai'%s}")
        .formatted(backend, further)
        .replace('\'', '"');
  }

  private Answer rejected(String further, String pointer) {
    Answer answer = world.provider.post(MODELS, body(world.backend, further)).expect(422);
    assertTrue(answer.firstError().startsWith(pointer + " "), answer::text);
    return answer;
  }

  @Test
  void model_created_keepsSmallPrices() {
    Answer made =
        world
            .provider
            .post(
                MODELS,
                body(world.backend, ", 'input_price': 0.00000125, 'output_price': 0.00000001"))
            .expect(201);
    assertEquals(1.25e-6, made.json().path("input_price").asDouble());
    assertEquals(
        List.of("0.00000125|0.00000001|{chat}|ACTIVE"),
        postgres.query(
            "select concat_ws('|', input_price, output_price, request_kinds, status)"
                + " from llm_models"));
    Answer read = world.provider.get(MODELS + "/" + made.id()).expect(200);
    assertEquals(made.etag(), read.etag());
    assertEquals(1, world.provider.get(MODELS + "?alias=smart").json().path("items").size());
    assertEquals(0, world.provider.get(MODELS + "?alias=other").json().path("items").size());
  }

  @Test
  void model_changed_needsItsEtag() {
    String path = MODELS + "/" + world.provider.post(MODELS, body(world.backend, "")).id();
    world.provider.patch(path, "\"0\"", "{\"input_price\": 0.5}").expect(200);
    world.provider.patch(path, "\"0\"", "{\"input_price\": 0.7}").expect(412);
    Answer replaced =
        world.provider.put(path, "\"1\"", body(world.backend, ", 'status': 'INACTIVE'"));
    assertEquals(0, replaced.expect(200).json().path("input_price").asInt());
    world.provider.delete(path, replaced.etag()).expect(204);
    world.provider.get(path).expect(404);
    assertEquals(
        List.of("CREATE 0", "UPDATE 0.5", "UPDATE 0", "DELETE 0"),
        postgres.query(
            "select action || ' ' || trim_scale((coalesce(after, before) ->> 'input_price')::numeric)"
                + " from change_events where resource_type = 'llm_model' order by id"));
  }

  @Test
  void values_wrong_areRejectedAtMember() {
    rejected(", 'input_price': -1", "/input_price");
    rejected(", 'output_price': 0.000000001", "/output_price");
    rejected(", 'output_price': '1'", "/output_price");
    rejected(", 'request_kinds': []", "/request_kinds");
    rejected(", 'request_kinds': ['video']", "/request_kinds/0");
    rejected(", 'quality': 1.5", "/quality");
    rejected(", 'priority': 40000", "/priority");
    rejected(", 'status': 'active'", "/status");
    rejected(", 'tenant_id': null", "/tenant_id");
    Answer all = world.provider.post(MODELS, "{\"provider\": \"none\"}").expect(422);
    assertEquals(4, all.json().path("errors").size(), all.text());
  }

  @Test
  void alias_twiceBehindABackend_conflicts() {
    world.provider.post(MODELS, body(world.backend, "")).expect(201);
    Answer twice = world.provider.post(MODELS, body(world.backend, "")).expect(409);
    assertTrue(twice.firstError().startsWith("/alias "), twice.text());
  }

  @Test
  void backend_ofAnotherTenant_answersAsMissing() {
    world.server.tenant("globex", "provider");
    ApiClient gus = world.server.user("gus", "org-admin", "org", "globex");
    String foreign = gus.post(MODELS, body(world.backend, "")).expect(422).firstError();
    String missing =
        gus.post(MODELS, body(UUID.randomUUID().toString(), "")).expect(422).firstError();
    assertEquals(missing, foreign);
    assertTrue(foreign.startsWith("/backend_id "), foreign);
  }

  @Test
  void backend_withModel_isNotDeleted() {
    world.provider.post(MODELS, body(world.backend, "")).expect(201);
    postgres.execute("delete from route_backends");
    Answer used =
        world
            .provider
            .delete(
                "/v1/provider/api-services/" + world.service + "/backends/" + world.backend,
                "\"0\"")
            .expect(409);
    assertTrue(used.text().contains("Other resources use this one"), used.text());
  }

  @Test
  void sharedModel_isNotListed() {
    postgres.execute(
        "insert into llm_models (alias, backend_id, upstream_model, provider)"
            + " values ('shared', '%s', 'm', 'openai')".formatted(world.backend));
    assertEquals(0, world.provider.get(MODELS).expect(200).json().path("items").size());
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 a model shows the worst state that a replica reports, until it expires")
  void c82_health_isWorstReportedState() {
    String model = world.provider.post(MODELS, body(world.backend, "")).expect(201).id();
    assertEquals("ACTIVE 0 null null", health(model));
    report(1, model, "DEGRADED", "slow", 5_000);
    report(2, model, "INACTIVE", "status 503", 5_000);
    report(3, model, "INACTIVE", "status 500", 60_000);
    assertEquals("INACTIVE 2 \"status 500\" since", health(model));
    report(3, model, "INACTIVE", "status 502", 61_000);
    assertEquals("INACTIVE 2 \"status 502\" since", health(model));
    postgres.execute(
        "update llm_model_states set reported_at = now() - interval '31 seconds'"
            + " where state = 'INACTIVE'");
    assertEquals("DEGRADED 1 \"slow\" since", health(model));
    postgres.execute("select apply_llm_model_states('%s', '[]')".formatted(writer(1)));
    assertEquals("ACTIVE 0 null null", health(model));
    report(1, UUID.randomUUID().toString(), "INACTIVE", "status 503", 1);
    assertEquals(List.of("2"), postgres.query("select count(*) from llm_model_states"));
  }

  @Test
  void health_isNoPartOfChanges() {
    rejected(", 'health': {'state': 'ACTIVE'}", "/health");
    String path = MODELS + "/" + world.provider.post(MODELS, body(world.backend, "")).id();
    world.provider.patch(path, "\"0\"", "{\"input_price\": 0.5}").expect(200);
    assertEquals(
        List.of("f|null", "f|f"),
        postgres.query(
            "select jsonb_exists(after, 'health'), jsonb_exists(before, 'health') from change_events"
                + " where resource_type = 'llm_model' order by id"));
  }

  @Test
  void health_ofAnotherTenant_isHidden() throws SQLException {
    String model = world.provider.post(MODELS, body(world.backend, "")).expect(201).id();
    report(1, model, "INACTIVE", "status 503", 5_000);
    String globex = world.server.tenant("globex", "provider");
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set role sluice_management");
      statement.execute("set sluice.tenant = '" + globex + "'");
      try (ResultSet rows =
          statement.executeQuery("select llm_model_health('%s') ->> 'state'".formatted(model))) {
        assertTrue(rows.next());
        assertEquals("ACTIVE", rows.getString(1));
      }
    }
  }

  private void report(int replica, String model, String state, String reason, int lasting) {
    postgres.execute(
        ("select apply_llm_model_states('%s', '[{\"model\": \"%s\", \"state\": \"%s\","
                + " \"reason\": \"%s\", \"lasting\": %d}]')")
            .formatted(writer(replica), model, state, reason, lasting));
  }

  private static String writer(int replica) {
    return "00000000-0000-4000-8000-00000000000" + replica;
  }

  private String health(String model) {
    JsonNode health =
        world.provider.get(MODELS + "?alias=smart").json().path("items").path(0).path("health");
    assertEquals(health, world.provider.get(MODELS + "/" + model).json().path("health"));
    return "%s %s %s %s"
        .formatted(
            health.path("state").asString(),
            health.path("replicas"),
            health.path("reason"),
            health.path("since").isString() ? "since" : health.path("since"));
  }

  @Test
  void role_ofTheApi_writesOwnBackendsAlone() throws SQLException {
    String globex = world.server.tenant("globex", "provider");
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set role sluice_management");
      statement.execute("set sluice.tenant = '" + globex + "'");
      String insert =
          "insert into llm_models (tenant_id, alias, backend_id, upstream_model, provider)"
              + " values ('%s', 'a', '%s', 'm', 'openai')".formatted(globex, world.backend);
      SQLException failure =
          Assertions.assertThrows(SQLException.class, () -> statement.execute(insert));
      assertEquals("42501", failure.getSQLState());
    }
  }
}
