package dev.sluice.controller.server.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.agent.v1.CloseReason;
import dev.sluice.agent.v1.DeployAction;
import dev.sluice.agent.v1.DeployCommand;
import dev.sluice.agent.v1.DeployStatus;
import dev.sluice.agent.v1.ServerMessage;
import dev.sluice.common.Secret;
import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.Sweep;
import dev.sluice.common.testkit.TestAgent;
import dev.sluice.controller.api.agent.AgentIdentity;
import dev.sluice.controller.api.agent.AgentTokens;
import dev.sluice.controller.testkit.Postgres;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the streams of agents over real connections and a real database. */
@Tag("C-69")
@ExtendWith(NoWarnings.class)
final class AgentStreamIT {
  private static final StringBuilder OUTCOMES = new StringBuilder();
  private static final int MANY = Sweep.of(1_000, 10_000);
  private static final String OTHER_HASH = "0".repeat(64);

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  private AgentWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new AgentWorld(postgres, folder);
  }

  /** Ends the streams before the database is dropped. */
  @AfterEach
  void stop() {
    world.close();
  }

  @AfterAll
  static void print() {
    System.out.println("Outcomes of the agent protocol\n" + OUTCOMES);
  }

  private static void outcome(String situation, String result) {
    OUTCOMES.append("| %-42s | %s%n".formatted(situation, result));
  }

  private DeployCommand published(TestAgent agent) {
    assertTrue(agent.next().getConnected().getSuccess(), "connected");
    world.publish();
    assertEquals(1, world.reconcile());
    return agent.command();
  }

  @Test
  @DisplayName("C-69 a command without an acknowledgement is sent again under the same id")
  void command_notAcked_isSentAgain() {
    try (TestAgent agent = TestAgent.connect(world.server(), world.token("edge"))) {
      DeployCommand first = published(agent);
      assertEquals(first, agent.command());
      outcome("no ack in time", "the same command id again");
      for (int i = 2; i < 5; i++) {
        assertEquals(first, agent.command());
      }
      Await.until(() -> world.count("status = 'failed' and attempts = 5") == 1);
      outcome("no ack five times", "the command has failed");
    }
  }

  @Test
  @DisplayName("C-69 a second result of a command is stored once")
  void result_twice_isStoredOnce() {
    try (TestAgent agent = TestAgent.connect(world.server(), world.token("edge"))) {
      DeployCommand command = published(agent);
      agent.ack(command);
      agent.finish(command, DeployStatus.DEPLOY_STATUS_APPLIED, "");
      agent.finish(command, DeployStatus.DEPLOY_STATUS_FAILED, "late");
      Await.until(() -> world.results("applied") == 2);
      assertEquals(1, world.count("status = 'applied' and error is null"));
      assertEquals(0, world.reconcile());
      outcome("result twice", "stored once");
    }
  }

  @Test
  @DisplayName("C-69 10,000 queued commands stay rows, and all are applied in the end")
  void commands_many_areBoundedInMemory() {
    world.queue(MANY);
    assertEquals(MANY, world.depth());
    try (TestAgent idle = TestAgent.connect(world.server(), world.token("edge"))) {
      for (int i = 0; i < AgentStreamConfig.WINDOW; i++) {
        DeployCommand _ = idle.command();
      }
      assertEquals(AgentStreamConfig.WINDOW, world.count("status in ('sent', 'acked')"));
      assertEquals(MANY, world.depth());
    }
    try (TestAgent agent = TestAgent.applying(world.server(), world.token("edge"))) {
      Await.until(
          "all commands",
          Duration.ofMinutes(3),
          () -> {
            assertTrue(
                world.count("status in ('sent', 'acked')") <= AgentStreamConfig.WINDOW, "window");
            return world.count("status = 'applied'") == MANY;
          });
      assertEquals(0, world.depth());
      outcome(
          MANY + " queued",
          "at most 16 in flight, all applied, %d sent".formatted(agent.applied()));
    }
  }

  @Test
  @DisplayName("C-69 an agent of another cluster gets nothing")
  void agent_ofOtherCluster_getsNothing() {
    try (TestAgent far = TestAgent.connect(world.server(), world.token("far"));
        TestAgent agent = TestAgent.connect(world.server(), world.token("edge"))) {
      assertTrue(far.next().getConnected().getSuccess(), "connected");
      DeployCommand command = published(agent);
      agent.finish(command, DeployStatus.DEPLOY_STATUS_APPLIED, "");
      Await.until(() -> world.results("applied") == 1);
      assertFalse(far.hasReceived());
      far.finish(command, DeployStatus.DEPLOY_STATUS_FAILED, "not mine");
      Await.until(() -> world.results("unknown") == 1);
      assertEquals(1, world.count("status = 'applied'"));
      outcome("agent of another cluster", "no command, its result is ignored");
    }
  }

  @Test
  @DisplayName("C-69 the stream of a revoked agent ends with the reason")
  void agent_revoked_isClosed() {
    String token = world.token("edge");
    try (TestAgent agent = TestAgent.connect(world.server(), token)) {
      assertTrue(agent.next().getConnected().getSuccess(), "connected");
      postgres.execute("update agents set status = 'revoked' where node_id = 'edge/agent'");
      assertEquals(CloseReason.CLOSE_REASON_REVOKE_TOKEN, agent.next().getClose().getReason());
      assertEquals(Status.Code.OK, agent.awaitEnd().getCode());
    }
    try (TestAgent again = TestAgent.connect(world.server(), token)) {
      assertEquals(Status.Code.UNAUTHENTICATED, again.awaitEnd().getCode());
    }
    outcome("agent revoked", "REVOKE_TOKEN, then UNAUTHENTICATED");
  }

  @Test
  @DisplayName("C-69 a command in work is sent again after a cut connection")
  void stream_cut_sendsSameCommand() {
    String token = world.token("edge");
    DeployCommand first;
    try (TestAgent agent = TestAgent.connect(world.server(), token)) {
      first = published(agent);
      agent.ack(first);
      Await.until(() -> world.count("status = 'acked'") == 1);
    }
    Await.until(() -> world.agentStatus("edge").equals("disconnected"));
    try (TestAgent agent = TestAgent.applying(world.server(), token)) {
      Await.until(() -> world.count("status = 'applied'") == 1);
      assertEquals(1, agent.applied());
      assertEquals(List.of(first.getCommandId()), world.commandIds());
    }
    outcome("stream cut in mid-command", "the same command after the reconnect");
  }

  @Test
  @DisplayName("C-69 when a controller stops, another one sends the same command")
  void controller_stopped_otherGoesOn() {
    String token = world.token("edge");
    ManagedChannelBuilder<?> other = world.startController();
    DeployCommand first;
    try (TestAgent agent = TestAgent.connect(world.server(), token)) {
      first = published(agent);
      agent.ack(first);
      Await.until(() -> world.count("status = 'acked'") == 1);
      world.stopController();
      assertEquals(CloseReason.CLOSE_REASON_SHUTDOWN, agent.next().getClose().getReason());
    }
    try (TestAgent _ = TestAgent.applying(other, token)) {
      Await.until(() -> world.count("status = 'applied'") == 1);
      assertEquals(List.of(first.getCommandId()), world.commandIds());
    }
    outcome("controller stopped in mid-command", "SHUTDOWN, the other sends the same command");
  }

  @Test
  @Tag("C-68")
  @DisplayName("C-68 only tokens of agents open a stream, from metadata or from the first message")
  void stream_withoutAgentToken_isRejected() {
    for (String token : List.of("", "no-token", world.userToken())) {
      try (TestAgent agent = TestAgent.connect(world.server(), token)) {
        assertEquals(Status.Code.UNAUTHENTICATED, agent.awaitEnd().getCode());
      }
    }
    try (TestAgent agent = TestAgent.withMetadata(world.server(), world.token("edge"))) {
      assertTrue(agent.next().getConnected().getSuccess(), "connected");
    }
    outcome("no token, user token", "UNAUTHENTICATED");
  }

  @Test
  void stream_ofEnvoy_isRejected() {
    String token = world.token("edge");
    postgres.execute("update agents set kind = 'envoy' where node_id = 'edge/agent'");
    try (TestAgent agent = TestAgent.connect(world.server(), token)) {
      assertEquals(Status.Code.PERMISSION_DENIED, agent.awaitEnd().getCode());
    }
  }

  @Test
  void stream_certificateOfOther_isRejected() {
    Secret token = Secret.of(world.token("edge"));
    AgentTokens tokens = world.tokens();
    AgentIdentity agent =
        new AgentCredentials(Optional.empty(), Optional.empty()).agent(tokens, token, "");
    SpiffeId own = new SpiffeId("test.example", "agent", agent.agentId().toString());
    assertEquals(
        agent, new AgentCredentials(Optional.empty(), Optional.of(own)).agent(tokens, token, ""));
    for (SpiffeId other :
        List.of(
            new SpiffeId("test.example", "envoy", own.id()),
            new SpiffeId("test.example", "agent", "other"))) {
      AgentCredentials call = new AgentCredentials(Optional.empty(), Optional.of(other));
      StatusRuntimeException refused =
          assertThrows(StatusRuntimeException.class, () -> call.agent(tokens, token, ""));
      assertEquals(Status.Code.PERMISSION_DENIED, refused.getStatus().getCode());
    }
    outcome("certificate of another agent", "PERMISSION_DENIED");
  }

  @Test
  void stream_ofOldSchema_mustBeUpdated() {
    try (TestAgent agent = TestAgent.connect(world.server(), world.token("edge"), 0, false)) {
      ServerMessage answer = agent.next();
      assertFalse(answer.getConnected().getSuccess());
      assertEquals(CloseReason.CLOSE_REASON_UPDATE_REQUIRED, agent.next().getClose().getReason());
    }
    outcome("schema version too old", "UPDATE_REQUIRED");
  }

  @Test
  void stream_second_replacesFirst() {
    String token = world.token("edge");
    try (TestAgent first = TestAgent.connect(world.server(), token)) {
      assertTrue(first.next().getConnected().getSuccess(), "connected");
      try (TestAgent second = TestAgent.connect(world.server(), token)) {
        assertTrue(second.next().getConnected().getSuccess(), "connected");
        assertEquals(CloseReason.CLOSE_REASON_REPLACED, first.next().getClose().getReason());
        assertEquals(Status.Code.OK, first.awaitEnd().getCode());
        assertEquals("connected", world.agentStatus("edge"));
      }
    }
    outcome("second stream of an agent", "the first ends with REPLACED");
  }

  @Test
  void token_nearItsEnd_isReplaced() {
    String old = world.token("edge", Instant.now().minus(Duration.ofMinutes(50)));
    try (TestAgent agent = TestAgent.connect(world.server(), old)) {
      assertTrue(agent.next().getConnected().getSuccess(), "connected");
      String next = agent.next().getToken().getJwt();
      assertNotEquals(old, next);
      try (TestAgent again = TestAgent.connect(world.server(), next)) {
        assertTrue(again.next().getConnected().getSuccess(), "connected");
      }
      try (TestAgent late = TestAgent.connect(world.server(), old)) {
        assertEquals(Status.Code.UNAUTHENTICATED, late.awaitEnd().getCode());
      }
    }
    outcome("token near its end", "replaced on the stream");
  }

  @Test
  void agent_silent_isDisconnected() {
    world.close();
    world = new AgentWorld(postgres, folder, Duration.ofMillis(300));
    try (TestAgent agent = TestAgent.connect(world.server(), world.token("edge"))) {
      assertEquals(Status.Code.DEADLINE_EXCEEDED, agent.awaitEnd().getCode());
      Await.until(() -> world.agentStatus("edge").equals("disconnected"));
    }
    outcome("silent agent", "DEADLINE_EXCEEDED, disconnected");
  }

  @Test
  @Tag("C-71")
  @DisplayName("C-71 an agent that reports another hash gets the deployment again")
  void heartbeat_otherHash_redeploys() {
    try (TestAgent agent = TestAgent.connect(world.server(), world.token("edge"))) {
      DeployCommand command = published(agent);
      agent.finish(command, DeployStatus.DEPLOY_STATUS_APPLIED, "");
      Await.until(() -> world.results("applied") == 1);
      agent.heartbeat(command.getProductPublishId(), command.getDesiredHash());
      agent.heartbeat(command.getProductPublishId(), OTHER_HASH);
      Await.until(() -> world.deploymentStatus().equals("drifted"));
      assertEquals(1, world.reconcile());
      DeployCommand again = agent.command();
      assertNotEquals(command.getCommandId(), again.getCommandId());
      assertEquals(command.getDesiredHash(), again.getDesiredHash());
      assertEquals(DeployAction.DEPLOY_ACTION_DEPLOY, again.getAction());
      agent.finish(again, DeployStatus.DEPLOY_STATUS_APPLIED, "");
      Await.until(() -> world.deploymentStatus().equals("applied"));
      assertEquals(0, world.reconcile());
    }
    outcome("another hash reported", "drifted, a new command, applied");
  }
}
