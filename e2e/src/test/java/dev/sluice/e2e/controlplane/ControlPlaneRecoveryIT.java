package dev.sluice.e2e.controlplane;

import static dev.sluice.e2e.support.ControlPlaneState.awaitUpstreamPath;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseConfig;
import dev.sluice.controller.store.history.RevisionRepository;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.stack.AdditionalController;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of recovery: rollback, restore from a backup, and a database outage. */
@ExtendWith(TestEnvironmentExtension.class)
final class ControlPlaneRecoveryIT {
  private static final String CLUSTER = "default";
  private static final String COPY = "restored";
  private static final String HASH =
      "select encode(content_hash, 'hex') from config_revisions join clusters"
          + " on clusters.id = cluster_id where config_revisions.status = 'active' and name = ?";

  private final TestEnvironment sluice;

  ControlPlaneRecoveryIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-73")
  @DisplayName("C-73 Envoy serves an older revision until the cluster is released")
  void c73_rollback() {
    try (ProviderTenant provider = sluice.newProvider("c73");
        Database database = database()) {
      RevisionRepository revisions = new RevisionRepository(database);
      provider.addProduct("c73-api", sluice.echoPort()).publishProduct("c73-api", "dev", CLUSTER);
      GatewayClient client = local(provider, "c73-api");
      rewrite("c73-api", "/first");
      awaitUpstreamPath(client, "/first");
      long first = revisionWith(revisions, "/first");
      rewrite("c73-api", "/second");
      awaitUpstreamPath(client, "/second");
      revisionWith(revisions, "/second");
      try {
        assertTrue(revisions.rollback(first, "operator").isPresent());
        awaitUpstreamPath(client, "/first");
        rewrite("c73-api", "/third");
        assertEquals("/first", client.get("/").json().path("path").asString().substring(0, 6));
      } finally {
        revisions.release(CLUSTER);
      }
      awaitUpstreamPath(client, "/third");
    }
  }

  @Test
  @Tag("C-73")
  @DisplayName("C-73 a backup in an empty database gives the same configuration")
  void c73_backup() throws SQLException, IOException {
    EmbeddedDatabase database = sluice.stack().database();
    String url = database.jdbcUrl().replace("/sluice", "/" + COPY);
    sql("create database " + COPY + " owner " + database.owner());
    try (ProviderTenant provider = sluice.newProvider("c73-backup");
        AdditionalController other = new AdditionalController(sluice.stack(), COPY, url)) {
      provider.addProduct("c73-kept", sluice.echoPort()).publishProduct("c73-kept", "dev", CLUSTER);
      awaitUpstreamPath(local(provider, "c73-kept"), "/");
      other.start();
      DatabaseBackup backup;
      try (Connection from = database.connect()) {
        backup = DatabaseBackup.of(from);
      }
      try (Connection to = DriverManager.getConnection(url, "postgres", "")) {
        backup.restore(to);
      }
      ConditionWait.awaitTrue(
          "both databases give one configuration",
          ControlPlaneState.LIMIT,
          () -> {
            Optional<String> restored = hash(url);
            return restored.isPresent() && restored.equals(hash(database.jdbcUrl()));
          });
    } finally {
      sql("drop database " + COPY + " with (force)");
    }
  }

  @Test
  @Tag("C-75")
  @Tag("C-86")
  @DisplayName("C-75 without the database the last good configuration is served")
  void c75_databaseDown() {
    SluiceStack stack = sluice.stack();
    ManagedProcess controller = stack.process(ServerKind.CONTROLLER);
    try (ProviderTenant provider = sluice.newProvider("c75")) {
      provider.addProduct("c75-api", sluice.echoPort()).publishProduct("c75-api", "dev", CLUSTER);
      GatewayClient client = local(provider, "c75-api");
      rewrite("c75-api", "/c75-before");
      awaitUpstreamPath(client, "/c75-before");
      // The copy is written within seconds of a change.
      ConditionWait.awaitTrue(
          "the controller's copy has it", ControlPlaneState.LIMIT, () -> copyHas("/c75-before"));
      stack.database().close();
      try {
        controller.kill();
        controller.start();
        GatewayClient ops = new GatewayClient(stack.ports().http(StackPort.XDS_OPS));
        // It serves xDS, but is not ready for requests that need the database.
        controller.awaitReady("xds");
        assertNamesDatabase(ops);
        stack.envoy().kill();
        stack.envoy().start();
        stack.awaitGateway();
        awaitUpstreamPath(client, "/c75-before");
        assertEquals(
            200,
            sluice
                .withRole("viewer")
                .post(TestEnvironment.CHAT, TestEnvironment.prompt("hi"))
                .status());
        assertEquals(
            401,
            sluice.anonymous().post(TestEnvironment.CHAT, TestEnvironment.prompt("hi")).status());
      } finally {
        stack.database().start();
      }
      rewrite("c75-api", "/after");
      awaitUpstreamPath(client, "/after");
      controller.awaitReady();
    }
  }

  private boolean copyHas(String text) {
    Path copy = sluice.stack().settings().stateFolder("xds-controller").resolve("resources.state");
    try {
      return Files.exists(copy)
          && Files.readString(copy, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertNamesDatabase(GatewayClient ops) {
    GatewayResponse answer = ops.get("/readyz");
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

  /** Waits until the newest revision has a rewrite. */
  private static long revisionWith(RevisionRepository revisions, String prefix) {
    ConditionWait.awaitTrue(
        "a revision has " + prefix,
        ControlPlaneState.LIMIT,
        () -> has(revisions, revisions.latest(CLUSTER).getFirst().id(), prefix));
    return revisions.latest(CLUSTER).getFirst().id();
  }

  private static boolean has(RevisionRepository revisions, long id, String prefix) {
    return revisions.content(id).toString().contains("Optional[" + prefix + "]");
  }

  private static Optional<String> hash(String url) {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
      return SqlClient.query(connection, HASH, CLUSTER).stream().findFirst();
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

  private GatewayClient local(ProviderTenant provider, String product) {
    return sluice.atHost(provider.port(), product + ".dev.local.api.example.com");
  }

  private void rewrite(String route, String prefix) {
    sluice.sql().execute("update routes set rewrite_prefix = ? where name = ?", prefix, route);
  }
}
