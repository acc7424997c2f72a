package dev.sluice.e2e.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.stack.AdditionalController;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tests of monthly partitions, their purge, and the permissions for it. */
@ExtendWith(TestEnvironmentExtension.class)
final class AuditRetentionIT {
  private static final String NAME = "keeping";
  private static final String KEY = "an-ops-key-of-e2e";
  private static final String PURGE = "/ops/retention/purge";
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");

  private final TestEnvironment sluice;
  private final String url;
  @TempDir Path folder;

  AuditRetentionIT(TestEnvironment sluice) {
    this.sluice = sluice;
    this.url = sluice.stack().database().jdbcUrl().replace("/sluice", "/" + NAME);
  }

  @BeforeEach
  void create() throws SQLException {
    EmbeddedDatabase database = sluice.stack().database();
    try (Connection connection = database.connect()) {
      execute(connection, "create database " + NAME + " owner " + database.owner());
    }
  }

  @AfterEach
  void drop() throws SQLException {
    try (Connection connection = sluice.stack().database().connect()) {
      execute(connection, "drop database " + NAME + " with (force)");
    }
  }

  @Test
  @Tag("C-41")
  @DisplayName("C-41 months are those of UTC, made ahead and indexed, wherever the server stands")
  void c41_monthBorders() throws SQLException {
    try (AdditionalController _ = started(Map.of());
        Connection connection = DriverManager.getConnection(url, "postgres", "")) {
      YearMonth month = YearMonth.now(ZoneOffset.UTC);
      for (int ahead = 0; ahead < 3; ahead++) {
        YearMonth one = month.plusMonths(ahead);
        execute(connection, row(at(one), "first"));
        execute(connection, row(at(one.plusMonths(1)) - 1, "last"));
        String partition = "audit_events_" + one.format(MONTH);
        assertEquals(
            List.of("first", "last"),
            SqlClient.query(connection, "select tenant_id from " + partition + " order by ts_ms"));
        assertEquals(
            List.of("(correlation_id)", "(project_id, ts_ms)"),
            SqlClient.query(
                connection,
                "select substring(indexdef from 'USING btree (.*)') from pg_indexes"
                    + " where tablename = ? and indexdef ~ 'correlation_id|project_id' order by 1",
                partition));
      }
    }
  }

  @Test
  @Tag("C-42")
  @DisplayName("C-42 whole months older than a year go, signed, for the holder of the key alone")
  void c42_purge() throws Exception {
    try (AdditionalController controller =
            started(
                Map.of("SLUICE_OPS_KEY", KEY, "SLUICE_AUDIT_CHAIN_SIGNING_KEY", key().toString()));
        Connection connection = DriverManager.getConnection(url, "postgres", "")) {
      YearMonth border =
          YearMonth.from(Instant.now().minus(Duration.ofDays(365)).atZone(ZoneOffset.UTC));
      make(border.minusMonths(1));
      make(border);
      execute(connection, row(at(border) - 1, "old"));
      execute(connection, row(at(border), "old"));
      execute(connection, row(at(border.plusMonths(1)) - 1, "young"));
      String old = "audit_events_" + border.minusMonths(1).format(MONTH);
      String young = "audit_events_" + border.format(MONTH);

      GatewayClient ops = new GatewayClient(controller.ports().http(StackPort.XDS_OPS));
      for (GatewayClient stranger : List.of(ops, ops.withHeader("x-ops-key", KEY + "x"))) {
        GatewayResponse refused = stranger.post(PURGE, "");
        assertEquals(403, refused.status());
        assertEquals("AUTH_FORBIDDEN", refused.errorCode());
      }
      assertEquals(List.of("3"), SqlClient.query(connection, "select count(*) from audit_events"));

      GatewayResponse done = ops.withHeader("x-ops-key", KEY).post(PURGE, "");
      assertEquals(200, done.status(), done.body());
      assertEquals(List.of(old), names(done, "dropped"));
      assertTrue(names(done, "kept").contains(young), done.body());
      assertEquals(List.of("2"), SqlClient.query(connection, "select count(*) from audit_events"));
      assertEquals(
          List.of(old + "|PURGE"),
          SqlClient.query(connection, "select resource_id, action from change_events"));
      assertFalse(Files.readString(controller.process().log()).contains(KEY));
    }
  }

  @Test
  @Tag("C-42")
  @DisplayName("C-42 no key of its own: without one nobody may, and a short one is no key")
  void c42_noDefaultKey() throws Exception {
    try (AdditionalController controller = started(Map.of())) {
      GatewayClient ops = new GatewayClient(controller.ports().http(StackPort.XDS_OPS));
      for (String key : List.of("", "changeme", "x-ops-key", "sluice-ops-key-default")) {
        assertEquals(
            "AUTH_FORBIDDEN", ops.withHeader("x-ops-key", key).post(PURGE, "").errorCode());
      }
    }
    for (Map<String, String> wrong :
        List.of(
            Map.of("SLUICE_OPS_KEY", "fifteen-letters"),
            Map.of("SLUICE_AUDIT_RETENTION_ENDPOINT", "true"))) {
      try (AdditionalController controller = controller(wrong)) {
        controller.process().start();
        assertEquals(2, controller.process().awaitExit(Duration.ofMinutes(1)));
      }
    }
  }

  @Test
  @Tag("C-43")
  @DisplayName("C-43 no service can change or delete a row that was written")
  void c43_immutable() throws SQLException {
    String id = TestEnvironment.uniqueId("c43");
    sluice
        .withRole("viewer")
        .withCorrelation(id)
        .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
    sluice.auditRows().awaitOne(id);
    for (String role : List.of("sluice_audit_writer", "sluice_api", "sluice_audit_purger")) {
      try (Connection connection =
          DriverManager.getConnection(sluice.stack().database().jdbcUrl(), role, "")) {
        for (String table : List.of("audit_events", "decision_events", "audit_side_records")) {
          for (String sql :
              List.of(
                  "update " + table + " set ts_ms = 1",
                  "delete from " + table,
                  "truncate " + table)) {
            SQLException refused =
                assertThrows(SQLException.class, () -> execute(connection, sql), role + ": " + sql);
            assertEquals("42501", refused.getSQLState());
          }
        }
      }
    }
    assertEquals(200, sluice.auditRows().awaitOne(id).status());
  }

  private AdditionalController started(Map<String, String> environment) {
    AdditionalController controller = controller(environment);
    controller.start();
    return controller;
  }

  private AdditionalController controller(Map<String, String> environment) {
    return new AdditionalController(
        sluice.stack(), NAME, url, List.of("-Duser.timezone=Asia/Seoul"), environment);
  }

  /** Creates a partition as the controller, which then owns it. */
  private void make(YearMonth month) throws SQLException {
    String owner = sluice.stack().database().owner();
    try (Connection connection = DriverManager.getConnection(url, owner, "")) {
      execute(
          connection, "select make_month_partition('audit_events', date '" + month.atDay(1) + "')");
    }
  }

  private Path key() throws NoSuchAlgorithmException, IOException {
    byte[] key =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    return Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }

  private static long at(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static String row(long ms, String tenant) {
    return ("insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id,"
            + " workspace_id, user_id, method, endpoint, route_target, status_code, latency_ms,"
            + " policy_version, streamed, dlp_action) values (gen_random_uuid(), %d, 'c', '%s',"
            + " '-', '-', '-', 'GET', '/', '-', 200, 1, '-', false, '-')")
        .formatted(ms, tenant);
  }

  private static List<String> names(GatewayResponse answer, String list) {
    List<String> names = new ArrayList<>();
    answer.json().path(list).forEach(one -> names.add(one.path("partition").asString()));
    return names;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
