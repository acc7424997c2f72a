package dev.sluice.e2e;

import static dev.sluice.e2e.Proof.awaitPath;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseConfig;
import dev.sluice.controller.store.RevisionRepository;
import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.Provider;
import dev.sluice.e2e.rows.Rows;
import dev.sluice.e2e.stack.FurtherController;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Back to an older configuration, from a backup, and through a time without the database. */
@ExtendWith(SluiceExtension.class)
final class ControlPlaneRecoveryIT {
  private static final String CLUSTER = "default";
  private static final String COPY = "restored";
  private static final String HASH =
      "select encode(content_hash, 'hex') from config_revisions join clusters"
          + " on clusters.id = cluster_id where config_revisions.status = 'active' and name = ?";

  private final Sluice sluice;

  ControlPlaneRecoveryIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  @DisplayName("C-73 Envoy serves an older revision until the cluster is released")
  void c73_rollback() {
    try (Provider provider = sluice.provider("c73");
        Database database = database()) {
      RevisionRepository revisions = new RevisionRepository(database);
      provider.offer("c73-api", sluice.echo()).publish("c73-api", "dev", CLUSTER);
      GatewayClient client = local(provider, "c73-api");
      rewrite("c73-api", "/first");
      awaitPath(client, "/first");
      long first = revisionWith(revisions, "/first");
      rewrite("c73-api", "/second");
      awaitPath(client, "/second");
      revisionWith(revisions, "/second");
      try {
        assertTrue(revisions.rollback(first, "operator").isPresent());
        awaitPath(client, "/first");
        rewrite("c73-api", "/third");
        assertEquals("/first", client.get("/").json().path("path").asString().substring(0, 6));
      } finally {
        revisions.release(CLUSTER);
      }
      awaitPath(client, "/third");
    }
  }

  @Test
  @DisplayName("C-73 a backup in an empty database gives the same configuration")
  void c73_backup() throws SQLException, IOException {
    EmbeddedDatabase database = sluice.stack().database();
    String url = database.jdbcUrl().replace("/sluice", "/" + COPY);
    sql("create database " + COPY + " owner " + database.owner());
    try (Provider provider = sluice.provider("c73-backup");
        FurtherController other = new FurtherController(sluice.stack(), COPY, url)) {
      provider.offer("c73-kept", sluice.echo()).publish("c73-kept", "dev", CLUSTER);
      awaitPath(local(provider, "c73-kept"), "/");
      other.start();
      Backup backup;
      try (Connection from = database.connect()) {
        backup = Backup.of(from);
      }
      try (Connection to = DriverManager.getConnection(url, "postgres", "")) {
        backup.restore(to);
      }
      Await.until(
          "both databases give one configuration",
          Proof.LIMIT,
          () -> {
            Optional<String> restored = hash(url);
            return restored.isPresent() && restored.equals(hash(database.jdbcUrl()));
          });
    } finally {
      sql("drop database " + COPY + " with (force)");
    }
  }

  @Test
  @DisplayName("C-75 without the database the last good configuration is served")
  void c75_databaseDown() {
    Stack stack = sluice.stack();
    ManagedProcess controller = stack.process(ServerKind.CONTROLLER);
    try (Provider provider = sluice.provider("c75")) {
      provider.offer("c75-api", sluice.echo()).publish("c75-api", "dev", CLUSTER);
      GatewayClient client = local(provider, "c75-api");
      rewrite("c75-api", "/c75-before");
      awaitPath(client, "/c75-before");
      // The copy is written within seconds of a change.
      Await.until("the controller's copy has it", Proof.LIMIT, () -> copyHas("/c75-before"));
      stack.database().close();
      try {
        controller.kill();
        controller.start();
        GatewayClient ops = new GatewayClient(stack.ports().http(Port.XDS_OPS));
        // It serves, and is not ready for anything that needs the database.
        controller.awaitReady("xds");
        assertNamesDatabase(ops);
        stack.envoy().kill();
        stack.envoy().start();
        stack.awaitGateway();
        awaitPath(client, "/c75-before");
        assertEquals(200, sluice.as("viewer").post(Sluice.CHAT, Sluice.prompt("hi")).status());
        assertEquals(401, sluice.anonymous().post(Sluice.CHAT, Sluice.prompt("hi")).status());
      } finally {
        stack.database().start();
      }
      rewrite("c75-api", "/after");
      awaitPath(client, "/after");
      controller.awaitReady();
    }
  }

  private boolean copyHas(String text) {
    Path copy = sluice.stack().settings().state("xds-controller").resolve("resources.state");
    try {
      return Files.exists(copy)
          && Files.readString(copy, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertNamesDatabase(GatewayClient ops) {
    Answer answer = ops.get("/readyz");
    assertEquals(503, answer.status(), answer::body);
    assertEquals("database", answer.json().path("failing").path(1).asString(), answer::body);
  }

  private Database database() {
    EmbeddedDatabase database = sluice.stack().database();
    return Database.open(
        new DatabaseConfig(
            database.jdbcUrl(),
            database.owner(),
            Optional.empty(),
            2,
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            false),
        Optional.empty());
  }

  /** Waits for the newest revision to have that rewrite. */
  private static long revisionWith(RevisionRepository revisions, String prefix) {
    Await.until(
        "a revision has " + prefix,
        Proof.LIMIT,
        () -> has(revisions, revisions.newest(CLUSTER).getFirst().id(), prefix));
    return revisions.newest(CLUSTER).getFirst().id();
  }

  private static boolean has(RevisionRepository revisions, long id, String prefix) {
    return revisions.content(id).toString().contains("Optional[" + prefix + "]");
  }

  private static Optional<String> hash(String url) {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
      return Rows.query(connection, HASH, CLUSTER).stream().findFirst();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = sluice.stack().database().connect();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private GatewayClient local(Provider provider, String product) {
    return sluice.at(provider.port(), product + ".dev.local.api.example.com");
  }

  private void rewrite(String route, String prefix) {
    sluice.rows().execute("update routes set rewrite_prefix = ? where name = ?", prefix, route);
  }
}
