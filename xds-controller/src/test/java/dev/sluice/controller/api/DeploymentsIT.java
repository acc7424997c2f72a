package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.server.EnvoyProcess;
import dev.sluice.controller.server.deployment.ControllerFixture;
import dev.sluice.controller.server.grpc.FakeNode;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.testkit.Postgres;
import dev.sluice.controller.xds.resource.NodeKind;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of the states of nodes in the API, with a controller that serves nodes. */
final class DeploymentsIT {
  private static final NodeIdentity NODE =
      new NodeIdentity("edge/envoy-1", NodeKind.ENVOY, "edge", Optional.empty());
  private static final String PUBLISHES = "/v1/provider/product-publishes/";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path folder;
  private final AnswerSchemas schemas = new AnswerSchemas();
  private Database database;
  private ControllerFixture controller;
  private ApiWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
    database = Database.open(postgres.config(), Optional.empty());
    controller = new ControllerFixture(database, folder.resolve("one"));
    Await.until(controller::ready);
  }

  @AfterEach
  void stop() {
    world.close();
    controller.close();
    database.close();
  }

  private JsonNode deployments(String publish, String query) {
    return schemas.valid(
        "Deployments", world.provider.get(publish + "/deployments" + query).expect(200).json());
  }

  private static JsonNode node(JsonNode deployments) {
    return deployments.path("nodes").path(0);
  }

  private JsonNode published(String publish) {
    return schemas.valid(
        "ProductPublish",
        world.provider.post(publish + "/publish?wait=20s", "").expect(200).json());
  }

  @Test
  @Tag("C-70")
  @DisplayName("C-70 a publish that a node acknowledged is applied, with its revision")
  void deployments_acknowledged_areApplied() {
    String publish = world.draft();
    assertEquals("pending", deployments(publish, "?wait=20s").path("status").asString());
    FakeNode _ = controller.node(NODE);
    long revision = published(publish).path("revision").asLong();
    assertTrue(revision > 0, "the answer names the revision");
    JsonNode applied = deployments(publish, "?wait=20s");
    assertEquals("applied", applied.path("status").asString(), applied::toString);
    assertEquals("applied", node(applied).path("status").asString());
    assertEquals(node(applied).path("desired"), node(applied).path("acked"));
    assertEquals(revision, applied.path("revision").asLong());
    long next =
        world
            .provider
            .post(publish + "/withdraw?wait=20s", "")
            .expect(200)
            .json()
            .path("revision")
            .asLong();
    assertTrue(next > revision, next + " after " + revision);
    assertEquals("applied", deployments(publish, "?wait=20s").path("status").asString());
  }

  @Test
  @Tag("N-03")
  @DisplayName("N-03 a rejected publish names the object and the words of the node")
  void deployments_rejected_nameObjectAndReason() {
    warnings.expect("node edge/envoy-1 refused");
    warnings.expect("goes back to what was good before");
    String publish = world.draft();
    String id = publish.substring(PUBLISHES.length());
    FakeNode node = controller.node(NODE);
    node.refuse("publish/" + id, "no such regex");
    world.provider.post(publish + "/publish", "").expect(200);
    JsonNode failed = deployments(publish, "?wait=20s");
    assertEquals("failed", failed.path("status").asString(), failed::toString);
    assertEquals("failed", node(failed).path("status").asString());
    assertEquals("product_publishes/" + id, node(failed).path("object").asString());
    assertTrue(node(failed).path("reason").asString().endsWith("no such regex"), failed::toString);
    String agent = node(failed).path("agent_id").asString();
    String path = "/v1/operator/agents/" + agent;
    Await.until(() -> world.operator.get(path).expect(200).text().contains("no such regex"));
    schemas.valid("AgentWithTypes", world.operator.get(path).json());
  }

  @Test
  void deployments_withoutNodes_arePending() {
    String publish = world.published();
    assertEquals("pending", deployments(publish, "?wait=1s").path("status").asString());
    world.provider.get(publish + "/deployments?wait=31s").expect(400);
    world.provider.get(publish + "/deployments?wait=soon").expect(400);
  }

  @Test
  @Tag("C-71")
  @DisplayName("C-71 a node that lags behind is drifted, in the deployment and in the fleet")
  void deployments_lateNode_isDrifted() {
    String publish = world.published();
    FakeNode _ = controller.node(NODE);
    assertEquals("applied", deployments(publish, "?wait=20s").path("status").asString());
    controller.close();
    postgres.execute(
        "update agents set status = 'connected';"
            + " alter table node_states disable trigger touch;"
            + " update node_states set desired_version = 'other',"
            + " updated_at = now() - interval '1 hour' where type_url like '%Listener'");
    assertEquals("drifted", node(deployments(publish, "")).path("status").asString());
    JsonNode fleet = world.operator.get("/v1/operator/fleet").expect(200).json();
    assertEquals("edge/envoy-1", fleet.path("drifted").path(0).path("node").asString());
    postgres.execute("update node_states set acked_version = desired_version");
    // No controller confirms that the versions include the publish.
    assertEquals("pending", node(deployments(publish, "")).path("status").asString());
    assertEquals(
        0, world.operator.get("/v1/operator/fleet").expect(200).json().path("drifted").size());
  }

  @Test
  @Tag("C-68")
  @Tag("C-73")
  @DisplayName("C-68, C-73 a registered Envoy connects, and serves a revision after a rollback")
  void rollback_ofConnectedEnvoy_servesOldRevision() throws IOException {
    assumeTrue(EnvoyProcess.binary().isPresent(), "no Envoy: set ENVOY to one");
    listenOnFreePort();
    String publish = world.draft();
    String node = registered();
    HostPort address = controller.listen();
    try (EnvoyProcess envoy =
        new EnvoyProcess(folder, node, address, Optional.empty(), yaml -> yaml)) {
      Await.until(() ->
          postgres
              .query("select status from agents where node_id = '" + node + "'")
              .equals(List.of("connected")));
      long first = published(publish).path("revision").asLong();
      JsonNode applied = deployments(publish, "?wait=20s");
      assertEquals("applied", applied.path("status").asString(), applied::toString);
      Await.until(() -> dump(envoy).filter(text -> !text.contains("/moved")).isPresent());
      move();
      assertEquals("applied", deployments(publish, "?wait=20s").path("status").asString());
      Await.until(() -> dump(envoy).filter(text -> text.contains("/moved")).isPresent());
      long start = System.nanoTime();
      JsonNode back =
          world
              .operator
              .post("/v1/operator/revisions/" + first + "/rollback", "")
              .expect(200)
              .json();
      Await.until(() -> dump(envoy).filter(text -> !text.contains("/moved")).isPresent());
      System.out.println(
          "rollback until Envoy has it: " + (System.nanoTime() - start) / 1_000_000 + " ms");
      assertTrue(back.path("pinned").asBoolean());
      assertEquals("pending", deployments(publish, "").path("status").asString());
      world
          .operator
          .post("/v1/operator/revisions/" + back.path("id").asLong() + "/release", "")
          .expect(200);
      Await.until(() -> dump(envoy).filter(text -> text.contains("/moved")).isPresent());
    }
  }

  /** Returns the configuration of an Envoy once it has the publish. */
  private static Optional<String> dump(EnvoyProcess envoy) {
    return Optional.of(envoy.admin("/config_dump"))
        .filter(text -> text.contains("orders.dev.eu.api.example.com"));
  }

  private String registered() {
    String token =
        world
            .operator
            .post("/v1/operator/clusters/" + world.cluster + "/registration-tokens", "")
            .expect(201)
            .json()
            .path("token")
            .asString();
    return world
        .server
        .anonymous()
        .post(
            "/v1/agent/register",
            "{\"token\": \"" + token + "\", \"name\": \"envoy-7\", \"kind\": \"envoy\"}")
        .expect(201)
        .json()
        .path("node_id")
        .asString();
  }

  private void listenOnFreePort() throws IOException {
    String gateway = "/v1/provider/gateways/" + world.gateway;
    try (ServerSocket free = new ServerSocket(0)) {
      world
          .provider
          .patch(
              gateway,
              world.provider.get(gateway).etag(),
              "{\"listeners\": [{\"name\": \"http\", \"protocol\": \"HTTP\", \"port\": "
                  + free.getLocalPort()
                  + "}]}")
          .expect(200);
    }
  }

  private void move() {
    String route = "/v1/provider/api-services/" + world.service + "/routes/" + world.route;
    world
        .provider
        .patch(route, world.provider.get(route).etag(), "{\"path\": \"/moved\"}")
        .expect(200);
  }
}
