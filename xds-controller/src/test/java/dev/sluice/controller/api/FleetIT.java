package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of agents, registration and totals of the fleet in the API. */
@ExtendWith(NoWarnings.class)
final class FleetIT {
  private static final String AGENTS = "/v1/operator/agents";
  private static final String FLEET = "/v1/operator/fleet";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  private final AnswerSchemas schemas = new AnswerSchemas();
  @AutoClose private ApiWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
  }

  private String token() {
    String path = "/v1/operator/clusters/" + world.cluster + "/registration-tokens";
    return schemas
        .valid("RegistrationToken", world.operator.post(path, "").expect(201).json())
        .path("token")
        .asString();
  }

  private ApiClient.Answer register(String token, String name) {
    return world
        .server
        .anonymous()
        .post(
            "/v1/agent/register",
            "{\"token\": \"%s\", \"name\": \"%s\", \"kind\": \"envoy\"}".formatted(token, name));
  }

  @Test
  @Tag("C-68")
  @DisplayName("C-68 a registration token makes one agent and no second one")
  void register_twice_isRejectedTheSecondTime() {
    String token = token();
    JsonNode agent =
        schemas.valid("RegisteredAgent", register(token, "envoy-1").expect(201).json());
    assertEquals("edge/envoy-1", agent.path("node_id").asString());
    assertEquals(world.cluster, agent.path("cluster_id").asString());
    register(token, "envoy-2").expect(401);
    assertEquals(
        List.of("envoy-1|envoy|edge/envoy-1|pending|" + agent.path("agent_id").asString()),
        postgres.query(
            "select a.name, a.kind, a.node_id, a.status, t.used_by_agent_id from agents a"
                + " join registration_tokens t on t.used_by_agent_id = a.id"));
  }

  @Test
  @Tag("C-68")
  @DisplayName("C-68 a registration token older than 30 minutes is rejected")
  void register_afterExpiry_isRejected() {
    String token = token();
    assertEquals(
        List.of("00:30:00"),
        postgres.query("select expires_at - created_at from registration_tokens"));
    postgres.execute(
        "update registration_tokens set created_at = created_at - interval '31 minutes',"
            + " expires_at = expires_at - interval '31 minutes'");
    register(token, "envoy-1").expect(401);
    register("unknown", "envoy-1").expect(401);
    assertEquals(List.of("0"), postgres.query("select count(*) from agents"));
  }

  @Test
  void register_takenName_keepsTheToken() {
    register(token(), "envoy-1").expect(201);
    String token = token();
    register(token, "envoy-1").expect(409);
    register(token, "envoy-2").expect(201);
    register(token(), "with/slash").expect(422);
  }

  @Test
  void token_ofRegistration_isStoredNowhere() {
    String token = token();
    assertEquals(
        List.of("f"),
        postgres.query("select bool_or(e::text like '%" + token + "%') from change_events e"));
    assertEquals(
        List.of("32"), postgres.query("select length(token_hash) from registration_tokens"));
    world
        .operator
        .post("/v1/operator/clusters/" + UUID.randomUUID() + "/registration-tokens", "")
        .expect(404);
  }

  @Test
  @Tag("C-72")
  @DisplayName("C-72 an agent is revoked for ever, and deleted when it is not connected")
  void agent_revoked_staysRevoked() {
    String path = AGENTS + "/" + register(token(), "envoy-1").json().path("agent_id").asString();
    String etag = world.operator.get(path).expect(200).etag();
    world.operator.patch(path, etag, "{\"status\": \"connected\"}").expect(422);
    String revoked =
        world.operator.patch(path, etag, "{\"status\": \"revoked\"}").expect(200).etag();
    assertNotEquals(etag, revoked);
    world.operator.patch(path, revoked, "{\"status\": \"pending\"}").expect(409);
    assertEquals(
        List.of("UPDATE|agent"),
        postgres.query(
            "select action, resource_type from change_events where resource_type = 'agent'"
                + " and portal = 'operator'"));
    world.operator.delete(path, revoked).expect(204);
    world.operator.get(path).expect(404);
  }

  @Test
  void agent_seenAgain_keepsItsEtag() {
    String path = AGENTS + "/" + register(token(), "envoy-1").json().path("agent_id").asString();
    String etag = world.operator.get(path).etag();
    postgres.execute("update agents set status = 'connected', last_seen_at = now()");
    assertEquals(etag, world.operator.get(path).etag());
    world.operator.delete(path, etag).expect(409);
  }

  @Test
  @Tag("C-72")
  @DisplayName("C-72 the totals of the fleet equal counts of rows")
  void fleet_totals_equalRows() {
    agents();
    JsonNode fleet = schemas.valid("Fleet", world.operator.get(FLEET).expect(200).json());
    List<String> totals = new ArrayList<>();
    for (JsonNode total : fleet.path("agents").values()) {
      totals.add(
          String.join(
              "|",
              total.path("cluster").asString(),
              total.path("kind").asString(),
              total.path("status").asString(),
              total.path("count").asString()));
    }
    assertEquals(
        postgres.query(
            "select c.name, kind, a.status, count(*) from agents a"
                + " join clusters c on c.id = cluster_id group by 1, 2, 3 order by 1, 2, 3"),
        totals);
    assertTrue(totals.size() > 3, totals::toString);
    int clusters = Integer.parseInt(postgres.query("select count(*) from clusters").getFirst());
    assertEquals(clusters, fleet.path("clusters").size());
  }

  private void agents() {
    postgres.execute(
        """
        insert into agents (cluster_id, name, kind, node_id, status)
        select c.id, kind || state || n, kind, c.name || '/' || kind || state || n, state
        from clusters c, unnest(array['envoy', 'extauthz']) kind,
          unnest(array['pending', 'connected', 'revoked']) state, generate_series(1, 3) n
        where n < 3 or state = 'connected'
        """);
  }

  @Test
  void stream_afterChange_sendsAnEvent() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + world.operator.address() + FLEET + "/stream?events=2"))
            .header("Authorization", "Bearer " + world.operator.token().orElseThrow())
            .build();
    HttpResponse<Stream<String>> events =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
    assertEquals("text/event-stream", events.headers().firstValue("content-type").orElse(""));
    List<String> data = new ArrayList<>();
    events
        .body()
        .filter(line -> line.startsWith("data: "))
        .forEach(line -> {
          data.add(line.substring("data: ".length()));
          if (data.size() == 1) {
            agents();
          }
        });
    assertEquals(2, data.size(), data::toString);
    assertFalse(data.getFirst().contains("extauthz"), data::getFirst);
    assertEquals(world.operator.get(FLEET).text(), data.getLast());
  }
}
