package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.token.issue.SelfIssuedTokens;
import dev.sluice.controller.api.agent.TestAuthority;
import dev.sluice.controller.api.agent.TestTokenKey;
import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of the tokens of agents. */
@Tag("C-68")
@ExtendWith(NoWarnings.class)
final class AgentTokenIT {
  private static final String RENEW = "/v1/agent/token";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  private final AnswerSchemas schemas = new AnswerSchemas();
  @AutoClose private ApiTestServer server;
  private ApiClient operator;
  private String cluster;

  @BeforeEach
  void start() throws IOException {
    server =
        ApiTestServer.withTokens(
            postgres, folder, new TestAuthority(Duration.ofDays(1)).write(folder));
    operator = server.user("root", "system-admin", "system", "");
    cluster =
        postgres
            .query(
                "with made as (insert into clusters (name, region, cloud_provider, status)"
                    + " values ('edge', 'eu', 'on-premise', 'active')"
                    + " returning id) select id from made")
            .getFirst();
  }

  private JsonNode registered(String name) {
    String path = "/v1/operator/clusters/" + cluster + "/registration-tokens";
    String token = operator.post(path, "").expect(201).json().path("token").asString();
    return schemas.valid(
        "RegisteredAgent",
        server
            .anonymous()
            .post(
                "/v1/agent/register",
                "{\"token\": \"%s\", \"name\": \"%s\", \"kind\": \"envoy\"}".formatted(token, name))
            .expect(201)
            .json());
  }

  private String token(String name) {
    return registered(name).path("token").asString();
  }

  private String renewed(String token) {
    return schemas
        .valid("AgentToken", server.withToken(token).post(RENEW, "").expect(200).json())
        .path("token")
        .asString();
  }

  @Test
  @DisplayName("C-68 the token of an agent is valid for its operations, a user's token is not")
  void token_ofAgent_isValidForAgents() {
    String token = token("envoy-1");
    assertNotEquals(token, renewed(token));
    server.as("root").post(RENEW, "").expect(401);
    server.anonymous().post(RENEW, "").expect(401);
    server.withToken(token.substring(0, token.length() - 4) + "AAAA").post(RENEW, "").expect(401);
  }

  @Test
  @DisplayName("C-68 the token of an agent is not valid for any operation of users")
  void token_ofAgent_isNotValidForUsers() {
    ApiClient agent = server.withToken(token("envoy-1"));
    int operations = 0;
    for (ApiOperation operation : ApiContract.load().operations()) {
      if (!operation.open() && !operation.forAgents()) {
        operations++;
        String path = operation.path().replaceAll("\\{[a-z_]+\\}", cluster);
        String body = operation.body().isPresent() ? "{}" : "";
        int status =
            agent
                .in("acme")
                .send(
                    operation.method(),
                    path,
                    body,
                    operation.patch()
                        ? Map.of("Content-Type", "application/merge-patch+json")
                        : Map.of())
                .status();
        assertEquals(401, status, operation.place());
      }
    }
    System.out.println("operations of users that reject the token of an agent: " + operations);
  }

  @Test
  void token_replaced_isValidUntilNextIsUsed() {
    String first = token("envoy-1");
    String lost = renewed(first);
    String second = renewed(first);
    server.withToken(lost).post(RENEW, "").expect(401);
    String third = renewed(second);
    server.withToken(first).post(RENEW, "").expect(401);
    renewed(second);
    server.withToken(third).post(RENEW, "").expect(401);
  }

  @Test
  void token_ofRevokedAgent_is401() {
    JsonNode agent = registered("envoy-1");
    String token = agent.path("token").asString();
    String next = renewed(token);
    String path = "/v1/operator/agents/" + agent.path("agent_id").asString();
    String etag = operator.get(path).expect(200).etag();
    operator.patch(path, etag, "{\"status\": \"revoked\"}").expect(200);
    server.withToken(token).post(RENEW, "").expect(401);
    server.withToken(next).post(RENEW, "").expect(401);
    assertEquals(
        List.of("t"),
        postgres.query(
            "select token_nonce_hash is null and previous_token_nonce_hash is null from agents"));
  }

  @Test
  void token_afterItsLifetime_is401() {
    String agent = registered("envoy-1").path("agent_id").asString();
    postgres.execute("update agents set token_nonce_hash = sha256('nonce')");
    Instant now = Instant.now();
    server.withToken(signed(agent, now.minusSeconds(3700))).post(RENEW, "").expect(401);
    server.withToken(signed(agent, now.minusSeconds(3500))).post(RENEW, "").expect(200);
  }

  private String signed(String agent, Instant issued) {
    return new SelfIssuedTokens(
            "sluice-controller",
            "sluice-agents",
            TestTokenKey.pairs(folder),
            Duration.ofHours(1),
            InstantSource.fixed(issued))
        .issue(agent, "nonce", Map.of("cluster", cluster))
        .text()
        .reveal();
  }

  @Test
  void token_ofDeletedAgent_is401() {
    String token = token("envoy-1");
    postgres.execute("delete from agents");
    server.withToken(token).post(RENEW, "").expect(401);
  }

  @Test
  void tokens_reachNoAudit() {
    String first = token("envoy-1");
    String second = renewed(first);
    for (String token : List.of(first, second)) {
      assertEquals(
          List.of("f"),
          postgres.query("select bool_or(e::text like '%" + token + "%') from change_events e"));
    }
    assertEquals(
        List.of("agent|CREATE|envoy-1", "agent_token|CREATE|envoy-1"),
        postgres.query(
            "select resource_type, action, actor_name from change_events"
                + " where actor_role = 'agent' order by id"));
  }
}
