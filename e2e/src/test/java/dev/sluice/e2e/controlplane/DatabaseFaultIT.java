package dev.sluice.e2e.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.ProxiedLink;
import dev.sluice.common.testkit.TcpProxy;
import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.stack.AdditionalController;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of the configuration during faults of the database connection. Under a constant load,
 * requests to permanent products never fail. No node receives a partial transaction, older content
 * after newer, or a resource that it already has. {@code -Dtrouble.seconds=60} makes the first
 * fault longer.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DatabaseFaultIT {
  private static final int SECONDS = Integer.getInteger("trouble.seconds", 3);
  private static final String FEED = "sluice-change-feed";
  private static final Duration SLOW = Duration.ofSeconds(2);

  private final TestEnvironment sluice;
  private final NumberedRowUpdates rows;
  private final DatabaseFaultStack stack;

  DatabaseFaultIT(TestEnvironment sluice) {
    this.sluice = sluice;
    this.rows = new NumberedRowUpdates(sluice);
    this.stack = new DatabaseFaultStack(sluice, rows);
  }

  @BeforeAll
  void start() {
    stack.start();
  }

  @AfterEach
  void nothingInPart_nothingBack() {
    stack.assertNoFaults();
  }

  @AfterAll
  void close() {
    stack.close();
    rows.close();
  }

  @Test
  @DisplayName("PostgreSQL away for a while: everything serves on, changes arrive when it is back")
  void databaseStopped() {
    EmbeddedDatabase database = sluice.stack().database();
    try (ConstantRateLoad load = rows.startLoad()) {
      database.close();
      try {
        ConditionWait.awaitTrue(
            "it is said", ControlPlaneState.LIMIT, () -> stack.readiness().status() == 503);
        GatewayResponse said = stack.readiness();
        assertTrue(said.json().path("failing").toString().contains("\"database\""), said::body);
        NumberedRowUpdates.awaitRequests(load, SECONDS);
      } finally {
        database.start();
      }
      stack.awaitUpdate("PostgreSQL stopped for " + SECONDS + " s", rows.updateAll());
      ConditionWait.awaitTrue(
          "it is ready", ControlPlaneState.LIMIT, () -> stack.readiness().status() == 200);
      NumberedRowUpdates.endWithoutFailure(load);
    }
  }

  @Test
  @DisplayName("every answer of PostgreSQL 2 s later")
  void databaseSlow() {
    try (ConstantRateLoad load = rows.startLoad()) {
      stack.proxy().delay(SLOW);
      try {
        stack.awaitUpdate("PostgreSQL slower by " + SLOW.toSeconds() + " s", rows.updateAll());
      } finally {
        stack.proxy().delay(Duration.ZERO);
      }
      NumberedRowUpdates.endWithoutFailure(load);
    }
  }

  @Test
  @DisplayName("a writer cut off before its COMMIT leaves no trace")
  void writerCut() throws SQLException {
    EmbeddedDatabase database = sluice.stack().database();
    int port = sluice.stack().ports().of(StackPort.DATABASE);
    try (ConstantRateLoad load = rows.startLoad();
        TcpProxy line = new TcpProxy(port)) {
      String url = database.jdbcUrl().replace(":" + port, ":" + line.port());
      Connection writer = DriverManager.getConnection(url, database.owner(), "");
      writer.setAutoCommit(false);
      long never = rows.updateAll(writer);
      line.links("").forEach(ProxiedLink::cut);
      assertThrows(SQLException.class, writer::commit);
      stack.awaitUpdate("a writer cut off, then another", rows.updateAll());
      assertFalse(stack.hasSeen(never), "a part of what was never committed was served");
      NumberedRowUpdates.endWithoutFailure(load);
    }
  }

  @Test
  @DisplayName(
      "the controller cut off in the middle of reading a transaction serves all or nothing")
  void readerCut() {
    try (ConstantRateLoad load = rows.startLoad()) {
      for (int bytes : new int[] {0, 500, 2_000, 6_000, 12_000, 25_000}) {
        ConditionWait.awaitTrue(
            "it follows", ControlPlaneState.LIMIT, () -> !stack.proxy().links(FEED).isEmpty());
        ProxiedLink link = stack.proxy().links(FEED).getFirst();
        link.cutAfter(bytes);
        stack.awaitUpdate("the reader cut off after " + bytes + " bytes", rows.updateAll());
        ConditionWait.awaitTrue("it was cut", ControlPlaneState.LIMIT, () -> !link.open());
      }
      NumberedRowUpdates.endWithoutFailure(load);
    }
  }

  @Test
  @DisplayName("a silently dead connection of LISTEN is replaced")
  void listenerDead() {
    try (ConstantRateLoad load = rows.startLoad()) {
      stack.proxy().links(FEED).getFirst().freeze();
      stack.awaitUpdate("LISTEN silently dead", rows.updateAll());
      assertEquals(1, stack.proxy().links(FEED).size());
      NumberedRowUpdates.endWithoutFailure(load);
    }
  }

  @Test
  @DisplayName(
      "the controller killed: what changed meanwhile arrives, what did not is not sent again")
  void controllerKilled() {
    try (ConstantRateLoad load = rows.startLoad()) {
      Map<String, String> before = stack.envoyResources();
      stack.controller().kill();
      String path = rows.updateOne();
      long start = System.nanoTime();
      stack.controller().start();
      rows.awaitSingle(path);
      stack.print("the controller killed and started", System.nanoTime() - start);
      stack.controller().awaitReady();
      NumberedRowUpdates.awaitRequests(load, 1);
      assertEquals(1, stack.countUpdatedSince(before));
      stack.awaitUpdate("a change after that", rows.updateAll());
      NumberedRowUpdates.endWithoutFailure(load);
    }
  }

  @Test
  @DisplayName("two controllers serve the same, and either alone is enough")
  void twoControllers() {
    try (AdditionalController second =
        new AdditionalController(sluice.stack(), "second", sluice.stack().database().jdbcUrl())) {
      second.start();
      int port = second.ports().of(StackPort.XDS);
      stack.addNode(port, "default/watching-second");
      stack.addControllerToEnvoy(port);
      try (ConstantRateLoad load = rows.startLoad()) {
        stack.awaitUpdate("two controllers", rows.updateAll());
        stack.awaitEqualVersions();
        Map<String, String> before = stack.envoyResources();
        if (stack.isEnvoyConnectedTo(port)) {
          second.process().kill();
          stack.awaitUpdate("Envoy's controller of two killed", rows.updateAll(), 0);
        } else {
          stack.controller().kill();
          stack.awaitUpdate("Envoy's controller of two killed", rows.updateAll(), 1);
          stack.controller().start();
          stack.controller().awaitReady();
          stack.awaitEqualVersions();
        }
        assertEquals(NumberedRowUpdates.MANY, stack.countUpdatedSince(before));
        NumberedRowUpdates.endWithoutFailure(load);
      } finally {
        stack.removeNode();
        stack.removeControllerFromEnvoy(port);
      }
    }
  }
}
