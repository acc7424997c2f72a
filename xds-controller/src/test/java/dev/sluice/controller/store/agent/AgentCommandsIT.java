package dev.sluice.controller.store.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.agent.AgentCommandRepository.CommandResult;
import dev.sluice.controller.testkit.Postgres;
import dev.sluice.controller.testkit.PublishedProducts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/** A test of the commands that follow from rows, with agents that poll. */
@ExtendWith(NoWarnings.class)
final class AgentCommandsIT {
  private static final String FIRST = "00000000-0000-0000-0000-000000000000";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @AutoClose private Database database;
  private CommandReconciler reconciler;
  private AgentCommandRepository commands;
  private AgentStreamRepository streams;
  private UUID agent;
  private UUID other;

  @BeforeEach
  void open() {
    database = Database.open(postgres.config(), Optional.empty());
    reconciler = new CommandReconciler(database);
    commands = new AgentCommandRepository(database);
    streams = new AgentStreamRepository(database);
    PublishedProducts.addProvider(postgres);
    postgres.execute(
        """
        insert into clusters (name, region, cloud_provider, status)
          values ('edge', 'eu', 'on-premise', 'active'), ('far', 'us', 'aws', 'active');
        insert into backends (api_service_id, name) select id, 'one' from api_services;
        insert into agents (cluster_id, name, kind, node_id)
          select id, 'agent', 'agent', name || '/agent' from clusters;
        """);
    agent = id("select id from agents where node_id = 'edge/agent'");
    other = id("select id from agents where node_id = 'far/agent'");
  }

  private UUID id(String sql) {
    return UUID.fromString(postgres.query(sql).getFirst());
  }

  private void publish(int count) {
    PublishedProducts.publish(postgres, count);
  }

  private List<ObjectNode> open(UUID which) {
    return commands.commands(which, "1970-01-01T00:00:00Z", FIRST, 5_000).stream()
        .filter(command -> command.path("status").asString().equals("queued"))
        .toList();
  }

  private long depth() {
    return reconciler.depths().getOrDefault("edge", -1L);
  }

  private ObjectNode next() {
    int _ = reconciler.reconcile();
    List<ObjectNode> open = open(agent);
    assertEquals(1, open.size(), open::toString);
    return open.getFirst();
  }

  private String apply(ObjectNode command) {
    return finish(command, Optional.of(command.path("desired_hash").asString()), true);
  }

  private String finish(ObjectNode command, Optional<String> hash, boolean applied) {
    return commands
        .finish(
            agent,
            new CommandResult(
                UUID.fromString(command.path("id").asString()),
                applied,
                hash.map(AgentCommandRepository::hash),
                Optional.of("[]"),
                Optional.empty()))
        .orElseThrow()
        .path("status")
        .asString();
  }

  @Test
  @Tag("C-69")
  @DisplayName("C-69 rows changed by SQL lead to commands of the agents of their cluster alone")
  void reconcile_rowsChangedBySql_makesCommands() {
    publish(1);
    ObjectNode deploy = next();
    assertEquals("deploy", deploy.path("action").asString());
    assertEquals(List.of(), open(other));
    assertEquals(0, reconciler.reconcile());
    apply(deploy);
    assertEquals(0, reconciler.reconcile());
    postgres.execute("update backends set connect_timeout_ms = 77");
    ObjectNode again = next();
    assertEquals("deploy", again.path("action").asString());
    apply(again);
    postgres.execute("update product_publishes set status = 'WITHDRAWN'");
    ObjectNode withdraw = next();
    assertEquals("withdraw", withdraw.path("action").asString());
    postgres.execute("delete from product_publishes");
    assertEquals(withdraw, next());
    apply(withdraw);
    assertEquals(0, reconciler.reconcile());
  }

  @Test
  @Tag("C-69")
  @DisplayName("C-69 a newer change supersedes the open command")
  void reconcile_newerChange_supersedes() {
    publish(1);
    ObjectNode first = next();
    postgres.execute("update gateway_listeners set port = 8081");
    ObjectNode second = next();
    assertFalse(first.path("id").equals(second.path("id")));
    assertEquals("superseded", apply(first));
    apply(second);
    assertEquals(0, reconciler.reconcile());
  }

  @Test
  @Tag("C-69")
  @DisplayName("C-69 a second result of a command is stored once")
  void finish_twice_isStoredOnce() {
    publish(1);
    ObjectNode command = next();
    assertEquals("applied", apply(command));
    assertEquals("applied", finish(command, Optional.empty(), false));
    assertEquals(
        List.of("applied|t"), postgres.query("select status, error is null from deploy_commands"));
  }

  @Test
  @Tag("C-71")
  @DisplayName("C-71 an agent with another hash gets the deployment again")
  void reportHash_other_redeploys() {
    publish(1);
    ObjectNode first = next();
    apply(first);
    UUID publish = id("select id from product_publishes");
    String hash = first.path("desired_hash").asString();
    assertEquals(
        0, streams.reportHashes(agent, Map.of(publish, AgentCommandRepository.hash(hash))));
    assertEquals(1, streams.reportHashes(agent, Map.of(publish, new byte[32])));
    assertEquals(List.of("drifted"), postgres.query("select status from agent_deployments"));
    ObjectNode again = next();
    assertEquals(hash, again.path("desired_hash").asString());
    apply(again);
    assertEquals(List.of("applied"), postgres.query("select status from agent_deployments"));
  }

  @Test
  void finish_otherHash_waitsAMinute() {
    publish(1);
    ObjectNode first = next();
    assertEquals("applied", finish(first, Optional.of("00".repeat(32)), true));
    assertEquals(List.of("drifted"), postgres.query("select status from agent_deployments"));
    assertEquals(0, reconciler.reconcile());
    postgres.execute("update deploy_commands set finished_at = now() - interval '61 seconds'");
    assertEquals(1, reconciler.reconcile());
  }

  @Test
  @Tag("C-69")
  @DisplayName("C-69 open commands are bounded, and all are applied in the end")
  void reconcile_manyPublishes_isBounded() {
    publish(2_500);
    int rounds = 0;
    while (reconciler.reconcile() > 0) {
      assertTrue(depth() <= CommandReconciler.MOST_OPEN);
      open(agent).forEach(this::apply);
      rounds++;
    }
    assertEquals(3, rounds);
    assertEquals(0, depth());
    assertEquals(
        List.of("2500"),
        postgres.query("select count(*) from agent_deployments where status = 'applied'"));
  }

  @Test
  void spec_ofOtherCluster_isAbsent() {
    publish(1);
    String publish = id("select id from product_publishes").toString();
    UUID edge = id("select id from clusters where name = 'edge'");
    UUID far = id("select id from clusters where name = 'far'");
    ObjectNode spec = commands.spec(edge, publish).orElseThrow();
    assertEquals(64, spec.path("hash").asString().length());
    assertEquals(1, spec.path("spec").path("services").size());
    assertEquals(Optional.empty(), commands.spec(far, publish));
  }
}
