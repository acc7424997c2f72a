package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.ApiClient.Answer;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
