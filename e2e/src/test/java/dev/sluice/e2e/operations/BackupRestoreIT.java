package dev.sluice.e2e.operations;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.MixedCallerTraffic;
import dev.sluice.e2e.client.MixedCallerTraffic.CallerKind;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.CustomerTenant;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.support.AuditVerification;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test of docs/operations/backup.md: a backup under load, and a restore of an older state. */
@EnabledIfSystemProperty(
    named = Sweep.PROPERTY,
    matches = "true",
    disabledReason = "takes more than a minute; ./sluice test --all runs it")
final class BackupRestoreIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int SOME = 30;

  @RegisterExtension final OperatedStack operated = new OperatedStack("backup");

  private final SluiceStack stack = operated.stack();
  private final TestEnvironment sluice = operated.environment();
  private final Path data = stack.settings().home().resolve("postgres");
  private final Path backup = stack.settings().home().resolve("backup");

  @Test
  void restore_olderDatabase_winsOverNodes() throws Exception {
    GatewayClient client = publishWithKeys();
    CustomerTenant customer = new CustomerTenant(sluice.sql(), "backup-customer", "backup-keys");
    String kept = customer.issueKey();
    awaitStatus(client.withHeader("X-API-Key", kept), 200);
    sluice.chatSwitch().measureMove("chat");

    MixedCallerTraffic load =
        new MixedCallerTraffic(sluice.anonymous(), stack.issuer().token("viewer"));
    try (load) {
      takeBackup(load);
      // Everything from here on is not in the backup.
      customer.revoke(kept);
      String later = customer.issueKey();
      sluice.chatSwitch().measureMove("chat-canary");
      awaitStatus(client.withHeader("X-API-Key", later), 200);
      awaitStatus(client.withHeader("X-API-Key", kept), 401);
      await(load, "200");

      replaceDatabase();
      await(load, "200");
      assertEquals("chat-canary", sluice.chatSwitch().currentBackend());
      stack.process(ServerKind.CONTROLLER).start();
      stack.process(ServerKind.CONTROLLER).awaitReady();
      ConditionWait.awaitTrue(
          "Envoy has the route of the database",
          LIMIT,
          () -> sluice.chatSwitch().currentBackend().equals("chat"));
      awaitStatus(client.withHeader("X-API-Key", later), 401);
      awaitStatus(client.withHeader("X-API-Key", kept), 200);
      sluice.chatSwitch().measureMove("chat-canary");
    }
    assertUndisturbed(load);
    assertAuditRowsReturn(load);
  }

  /** Publishes a product for callers with API keys. Returns a client of its host. */
  private GatewayClient publishWithKeys() {
    ProviderTenant provider = sluice.newProvider("backup");
    provider
        .addProduct("backup-keys", sluice.echoPort())
        .publishProduct("backup-keys", "dev", "default");
    sluice
        .sql()
        .execute(
            "update product_publishes set auth_mode = 'apikey', auth_config = '{}'"
                + " where hostname = 'backup-keys.test'");
    return sluice.atHost(provider.port(), "backup-keys.dev.local.api.example.com");
  }

  private void takeBackup(MixedCallerTraffic load) throws SQLException, IOException {
    await(load, "200");
    try (Connection connection = stack.database().connect()) {
      BaseBackup.take(connection, data, backup);
    }
    await(load, "200");
  }

  /** Loses the database and restores the backup, while no controller runs. */
  private void replaceDatabase() throws IOException {
    stack.process(ServerKind.CONTROLLER).signal("TERM");
    assertEquals(0, stack.process(ServerKind.CONTROLLER).awaitExit(LIMIT));
    stack.database().kill();
    TestFolders.delete(data);
    Files.move(backup, data);
    stack.database().start();
  }

  /**
   * Checks that rows of the time after the backup are missing at first, and that the chain says so;
   * then that the servers deliver again what their spools still have.
   */
  private void assertAuditRowsReturn(MixedCallerTraffic load) throws Exception {
    int calls = load.calls().size();
    String prefix = load.correlationPrefix();
    AuditVerification verification = new AuditVerification(stack);
    ConditionWait.awaitTrue(
        "the chain has a gap", LIMIT, () -> verification.run().contains(" missing"));
    assertTrue(sluice.auditRows().findRows(prefix).size() < calls);
    for (ServerKind kind : List.of(ServerKind.EXTAUTHZ, ServerKind.EXTPROC)) {
      stack.process(kind).signal("TERM");
      assertEquals(0, stack.process(kind).awaitExit(LIMIT));
    }
    deletePositions();
    for (ServerKind kind : List.of(ServerKind.EXTAUTHZ, ServerKind.EXTPROC)) {
      stack.process(kind).start();
      stack.process(kind).awaitReady();
    }
    assertEquals(calls, sluice.auditRows().awaitRows(prefix, calls).size());
    boolean whole = ConditionWait.becomesTrue(LIMIT, () -> verification.run().endsWith("exit 0"));
    assertTrue(whole, verification::run);
  }

  private void deletePositions() throws IOException {
    try (Stream<Path> files = Files.walk(stack.settings().home().resolve("state"))) {
      for (Path file : files.filter(file -> file.endsWith("position")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void await(MixedCallerTraffic load, String outcome) {
    long now = System.nanoTime();
    ConditionWait.awaitTrue(
        "calls pass", LIMIT, () -> load.count(CallerKind.ALLOWED, outcome, now) >= SOME);
  }

  private static void assertUndisturbed(MixedCallerTraffic load) {
    assertEquals(
        List.of(),
        load.calls().stream()
            .filter(call ->
                !List.of("200", "401 AUTH_INVALID_TOKEN", "400 DLP_BLOCKED")
                    .contains(call.outcome()))
            .toList());
  }
}
