package dev.sluice.e2e.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.chain.TestKey;
import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.MixedCallerTraffic;
import dev.sluice.e2e.client.MixedCallerTraffic.CallerKind;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.support.AuditVerification;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tests of docs/operations/rotation.md that need all servers and the database. */
@EnabledIfSystemProperty(
    named = Sweep.PROPERTY,
    matches = "true",
    disabledReason = "takes more than a minute; ./sluice test --all runs it")
final class RotationIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int SOME = 30;
  private static final List<ServerKind> POLICY_SERVERS =
      List.of(ServerKind.EXTAUTHZ, ServerKind.EXTPROC);
  private static final String SESSIONS =
      "select count(*) from pg_stat_activity where usename in"
          + " ('sluice_owner', 'sluice_audit_writer') and datname = 'sluice'";

  @RegisterExtension final OperatedStack operated = new OperatedStack("rotation");

  private final SluiceStack stack = operated.stack();
  private final TestEnvironment sluice = operated.environment();

  @Test
  void chainKey_replaced_bothPublicKeysVerify() throws Exception {
    call("before");
    Path key = stack.settings().home().resolve("audit-chain.key");
    Path fresh = stack.settings().home().resolve("audit-chain-2.pub");
    TestKey next = TestKey.make();
    Files.writeString(key, next.privatePem());
    Files.writeString(fresh, next.publicPem());
    POLICY_SERVERS.forEach(this::restart);
    call("after");
    Path old = stack.settings().chainPublicKey();
    ConditionWait.awaitTrue(
        "both keys verify",
        LIMIT,
        () -> new AuditVerification(stack, List.of(old, fresh)).run().endsWith("exit 0"));
    String withOne = new AuditVerification(stack, List.of(fresh)).run();
    assertTrue(withOne.contains("signed with an unknown key"), withOne);
    assertTrue(withOne.endsWith("exit 1"), withOne);
  }

  @Test
  void databasePasswords_replaced_noRequestFails() throws Exception {
    requirePasswords("one");
    MixedCallerTraffic traffic =
        new MixedCallerTraffic(sluice.anonymous(), stack.issuer().token("viewer"));
    try (traffic) {
      some(traffic);
      alterRoles("two");
      sluice
          .sql()
          .query(
              "select pg_terminate_backend(pid) from pg_stat_activity"
                  + " where usename in ('sluice_owner', 'sluice_audit_writer')");
      ConditionWait.awaitTrue(
          "no server has a connection",
          LIMIT,
          () -> sluice.sql().query(SESSIONS).equals(List.of("0")));
      some(traffic);
      replaceInConfigs("password: one", "password: two");
      restart(ServerKind.CONTROLLER);
      some(traffic);
    }
    POLICY_SERVERS.forEach(this::restart);
    assertEquals(
        List.of(),
        traffic.calls().stream()
            .filter(call ->
                !List.of("200", "401 AUTH_INVALID_TOKEN", "400 DLP_BLOCKED")
                    .contains(call.outcome()))
            .toList());
    int calls = traffic.calls().size();
    assertEquals(calls, sluice.auditRows().awaitRows(traffic.correlationPrefix(), calls).size());
    sluice.chatSwitch().measureMove("chat-canary");
  }

  private void call(String name) {
    String correlation = TestEnvironment.uniqueId(name);
    sluice
        .withRole("viewer")
        .withCorrelation(correlation)
        .post(TestEnvironment.CHAT, TestEnvironment.prompt("hi"));
    sluice.auditRows().awaitOne(correlation);
  }

  /** Lets PostgreSQL require passwords of the roles of the servers, and restarts these. */
  private void requirePasswords(String password) throws IOException {
    alterRoles(password);
    Path access = stack.settings().home().resolve("postgres/pg_hba.conf");
    Files.writeString(
        access,
        "host sluice sluice_owner,sluice_audit_writer 127.0.0.1/32 scram-sha-256\n"
            + Files.readString(access));
    sluice.sql().query("select pg_reload_conf()");
    replaceInConfigs(
        "    user: sluice_audit_writer",
        "    user: sluice_audit_writer\n    password: " + password);
    replaceInConfigs("  user: sluice_owner", "  user: sluice_owner\n  password: " + password);
    for (ServerKind kind : ServerKind.values()) {
      restart(kind);
    }
  }

  private void alterRoles(String password) {
    SqlClient rows = sluice.sql();
    rows.execute("alter role sluice_owner password '" + password + "'");
    rows.execute("alter role sluice_audit_writer password '" + password + "'");
  }

  private void replaceInConfigs(String text, String other) throws IOException {
    for (ServerKind kind : ServerKind.values()) {
      Path config = stack.settings().config(kind.module());
      Files.writeString(config, Files.readString(config).replace(text, other));
    }
  }

  private void restart(ServerKind kind) {
    ManagedProcess server = stack.process(kind);
    server.signal("TERM");
    assertEquals(0, server.awaitExit(LIMIT), server::logTail);
    server.start();
    server.awaitReady();
  }

  private static void some(MixedCallerTraffic traffic) {
    long now = System.nanoTime();
    ConditionWait.awaitTrue(
        "calls pass", LIMIT, () -> traffic.count(CallerKind.ALLOWED, "200", now) >= SOME);
  }
}
