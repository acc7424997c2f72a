package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.ProxiedLink;
import dev.sluice.common.testkit.TcpProxy;
import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.SteadyLoad;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.stack.FurtherController;
import dev.sluice.e2e.stack.Port;
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
 * What becomes of the configuration while the way to it is troubled. Under a steady load, requests
 * to what is there all the time never fail, and no node is sent a transaction in part, older
 * content after newer, or what it has already. {@code -Dtrouble.seconds=60} makes the first one
 * longer.
 */
@ExtendWith(SluiceExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DatabaseTroubleIT {
  private static final int SECONDS = Integer.getInteger("trouble.seconds", 3);
  private static final String FEED = "sluice-change-feed";
  private static final Duration SLOW = Duration.ofSeconds(2);

  private final Sluice sluice;
  private final MovingRows rows;
  private final TroubledStack stack;

  DatabaseTroubleIT(Sluice sluice) {
    this.sluice = sluice;
    this.rows = new MovingRows(sluice);
    this.stack = new TroubledStack(sluice, rows);
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
    try (SteadyLoad load = rows.load()) {
      database.close();
      try {
        Await.until("it is said", Proof.LIMIT, () -> stack.readiness().status() == 503);
        Answer said = stack.readiness();
        assertTrue(said.json().path("failing").toString().contains("\"database\""), said::body);
        MovingRows.awaitMore(load, SECONDS);
      } finally {
        database.start();
      }
      stack.caughtUp("PostgreSQL stopped for " + SECONDS + " s", rows.move());
      Await.until("it is ready", Proof.LIMIT, () -> stack.readiness().status() == 200);
      MovingRows.end(load);
    }
  }

  @Test
  @DisplayName("every answer of PostgreSQL 2 s later")
  void databaseSlow() {
    try (SteadyLoad load = rows.load()) {
      stack.proxy().delay(SLOW);
      try {
        stack.caughtUp("PostgreSQL slower by " + SLOW.toSeconds() + " s", rows.move());
      } finally {
        stack.proxy().delay(Duration.ZERO);
      }
      MovingRows.end(load);
    }
  }

  @Test
  @DisplayName("a writer cut off before its COMMIT leaves no trace")
  void writerCut() throws SQLException {
    EmbeddedDatabase database = sluice.stack().database();
    int port = sluice.stack().ports().of(Port.DATABASE);
    try (SteadyLoad load = rows.load();
        TcpProxy line = new TcpProxy(port)) {
      String url = database.jdbcUrl().replace(":" + port, ":" + line.port());
      Connection writer = DriverManager.getConnection(url, database.owner(), "");
      writer.setAutoCommit(false);
      long never = rows.move(writer);
      line.links("").forEach(ProxiedLink::cut);
      assertThrows(SQLException.class, writer::commit);
      stack.caughtUp("a writer cut off, then another", rows.move());
      assertFalse(stack.hasSeen(never), "a part of what was never committed was served");
      MovingRows.end(load);
    }
  }

  @Test
  @DisplayName(
      "the controller cut off in the middle of reading a transaction serves all or nothing")
  void readerCut() {
    try (SteadyLoad load = rows.load()) {
      for (int bytes : new int[] {0, 500, 2_000, 6_000, 12_000, 25_000}) {
        Await.until("it follows", Proof.LIMIT, () -> !stack.proxy().links(FEED).isEmpty());
        ProxiedLink link = stack.proxy().links(FEED).getFirst();
        link.cutAfter(bytes);
        stack.caughtUp("the reader cut off after " + bytes + " bytes", rows.move());
        Await.until("it was cut", Proof.LIMIT, () -> !link.open());
      }
      MovingRows.end(load);
    }
  }

  @Test
  @DisplayName("a silently dead connection of LISTEN is replaced")
  void listenerDead() {
    try (SteadyLoad load = rows.load()) {
      stack.proxy().links(FEED).getFirst().freeze();
      stack.caughtUp("LISTEN silently dead", rows.move());
      assertEquals(1, stack.proxy().links(FEED).size());
      MovingRows.end(load);
    }
  }

  @Test
  @DisplayName(
      "the controller killed: what changed meanwhile arrives, what did not is not sent again")
  void controllerKilled() {
    try (SteadyLoad load = rows.load()) {
      Map<String, String> before = stack.envoyHas();
      stack.controller().kill();
      String path = rows.moveOne();
      long start = System.nanoTime();
      stack.controller().start();
      rows.awaitOne(path);
      stack.print("the controller killed and started", System.nanoTime() - start);
      stack.controller().awaitReady();
      MovingRows.awaitMore(load, 1);
      assertEquals(1, stack.takenSince(before));
      stack.caughtUp("a change after that", rows.move());
      MovingRows.end(load);
    }
  }

  @Test
  @DisplayName("two controllers serve the same, and either alone is enough")
  void twoControllers() {
    try (FurtherController second =
        new FurtherController(sluice.stack(), "second", sluice.stack().database().jdbcUrl())) {
      second.start();
      int port = second.ports().of(Port.XDS);
      stack.watch(port, "default/watching-second");
      stack.tellEnvoyOf(port);
      try (SteadyLoad load = rows.load()) {
        stack.caughtUp("two controllers", rows.move());
        stack.awaitEqualVersions();
        Map<String, String> before = stack.envoyHas();
        if (stack.envoyIsAt(port)) {
          second.process().kill();
          stack.caughtUp("Envoy's controller of two killed", rows.move(), 0);
        } else {
          stack.controller().kill();
          stack.caughtUp("Envoy's controller of two killed", rows.move(), 1);
          stack.controller().start();
          stack.controller().awaitReady();
          stack.awaitEqualVersions();
        }
        assertEquals(MovingRows.MANY, stack.takenSince(before));
        MovingRows.end(load);
      } finally {
        stack.unwatch();
        stack.tellEnvoyNothingOf(port);
      }
    }
  }
}
