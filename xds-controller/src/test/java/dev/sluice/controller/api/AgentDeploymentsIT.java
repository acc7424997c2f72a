package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.agent.TestAuthority;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.agent.CommandReconciler;
import dev.sluice.controller.testkit.Postgres;
import dev.sluice.controller.testkit.PublishedProducts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of agents that ask by REST for their commands. */
@Tag("C-69")
@ExtendWith(NoWarnings.class)
final class AgentDeploymentsIT {
  private static final String LIST = "/v1/agent/product-publishes";
  private static final String RESULTS = "/v1/agent/deploy-results";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  private final AnswerSchemas schemas = new AnswerSchemas();
  @AutoClose private ApiTestServer server;
  @AutoClose private Database database;
  private ApiClient agent;
  private ApiClient other;

  @BeforeEach
  void start() throws IOException {
    server =
        ApiTestServer.withTokens(
            postgres, folder, new TestAuthority(Duration.ofDays(1)).write(folder));
    database = Database.open(postgres.config(), Optional.empty());
    postgres.execute(
        """
        insert into clusters (name, region, cloud_provider, status)
          values ('edge', 'eu', 'on-premise', 'active'), ('far', 'us', 'aws', 'active');
        """);
    PublishedProducts.addProvider(postgres);
    PublishedProducts.publish(postgres, 1);
    ApiClient operator = server.user("root", "system-admin", "system", "");
    agent = registered(operator, "edge");
    other = registered(operator, "far");
  }

  private ApiClient registered(ApiClient operator, String cluster) {
    String id = postgres.query("select id from clusters where name = '" + cluster + "'").getFirst();
    String path = "/v1/operator/clusters/" + id + "/registration-tokens";
    String token = operator.post(path, "").expect(201).json().path("token").asString();
    return server.withToken(
        server
            .anonymous()
            .post(
                "/v1/agent/register",
                "{\"token\": \"%s\", \"name\": \"agent\", \"kind\": \"agent\"}".formatted(token))
            .expect(201)
            .json()
            .path("token")
            .asString());
  }

  private JsonNode list(ApiClient client) {
    return schemas.valid("DeployCommandList", client.get(LIST).expect(200).json()).path("items");
  }

  @Test
  @DisplayName("C-69 an agent that only polls deploys a publish, and its second result is ignored")
  void agent_polling_appliesCommands() {
    assertEquals(1, new CommandReconciler(database).reconcile());
    JsonNode command = list(agent).path(0);
    JsonNode publish =
        schemas.valid(
            "AgentPublish",
            agent.get(LIST + "/" + command.path("publish_id").asString()).expect(200).json());
    assertEquals(command.path("desired_hash"), publish.path("hash"));
    String result =
        "{\"command_id\": %s, \"status\": \"applied\", \"applied_hash\": %s}"
            .formatted(command.path("id"), publish.path("hash"));
    JsonNode first =
        schemas.valid("FinishedCommand", agent.post(RESULTS, result).expect(200).json());
    assertEquals("applied", first.path("status").asString());
    JsonNode second =
        agent.post(RESULTS, result.replace("\"applied\"", "\"failed\"")).expect(200).json();
    assertEquals(first, second);
    assertEquals(0, new CommandReconciler(database).reconcile());
  }

  @Test
  @DisplayName("C-69 an agent of another cluster gets nothing")
  void agent_ofOtherCluster_getsNothing() {
    assertEquals(1, new CommandReconciler(database).reconcile());
    assertEquals(0, list(other).size());
    JsonNode command = list(agent).path(0);
    other.get(LIST + "/" + command.path("publish_id").asString()).expect(404);
    String result = "{\"command_id\": %s, \"status\": \"applied\"}".formatted(command.path("id"));
    other.post(RESULTS, result).expect(404);
    server.as("root").get(LIST).expect(401);
  }

  @Test
  void requests_withWrongParameters_are400() {
    agent.get(LIST + "?updated_since=yesterday").expect(400);
    agent.get(LIST + "?since=1").expect(400);
  }

  @Test
  void result_withoutCommand_is422() {
    agent.post(RESULTS, "{\"command_id\": \"x\", \"status\": \"applied\"}").expect(422);
  }

  private String status(ApiClient provider, JsonNode command) {
    String path = "/v1/provider/product-publishes/" + command.path("publish_id").asString();
    return schemas
        .valid("Deployments", provider.get(path + "/deployments").expect(200).json())
        .path("nodes")
        .path(0)
        .path("status")
        .asString();
  }

  @Test
  @Tag("C-71")
  @DisplayName("C-71 deployments and the fleet show what an agent has of a publish")
  void deployments_ofAgent_showItsStatus() {
    ApiClient provider = server.user("ada", "org-admin", "org", "acme");
    assertEquals(1, new CommandReconciler(database).reconcile());
    JsonNode command = list(agent).path(0);
    assertEquals("pending", status(provider, command));
    String result = "{\"command_id\": %s, \"status\": \"applied\"}".formatted(command.path("id"));
    agent.post(RESULTS, result).expect(200);
    assertEquals("applied", status(provider, command));
    postgres.execute("update agent_deployments set status = 'drifted', hash = sha256('other')");
    assertEquals("drifted", status(provider, command));
    postgres.execute("update agents set status = 'connected' where node_id = 'edge/agent'");
    ApiClient operator = server.as("root");
    JsonNode fleet = schemas.valid("Fleet", operator.get("/v1/operator/fleet").expect(200).json());
    assertEquals("edge/agent", fleet.path("drifted").path(0).path("node").asString());
    String path =
        "/v1/operator/agents/" + fleet.path("drifted").path(0).path("agent_id").asString();
    JsonNode shown = schemas.valid("AgentWithTypes", operator.get(path).expect(200).json());
    assertEquals(command.path("publish_id"), shown.path("drifts").path(0).path("publish_id"));
    assertEquals(1, new CommandReconciler(database).reconcile());
    postgres.execute(
        "update agent_deployments set status = 'applied', hash = deployment_hash(publish_id)");
    assertEquals("applied", status(provider, command));
    postgres.execute("update product_publishes set status = 'WITHDRAWN'");
    assertEquals("pending", status(provider, command));
  }
}
