package dev.sluice.e2e.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.stack.AdditionalController;
import dev.sluice.e2e.support.BodyModeEnvoy;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tests that each decision has one audit row, also if the exchange record is missing or late.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class ReconcileIT {
  private static final String HASTY = "SLUICE_AUDIT_RECONCILE_AFTER";
  private static final String LATE =
      "select cause from audit_side_records where target = 'audit_events'"
          + " and convert_from(record, 'UTF8')::jsonb ->> 'correlation_id' = ?";

  private final TestEnvironment sluice;

  ReconcileIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void missingExchangeRecord_getsOneRow() {
    String name = TestEnvironment.uniqueId("lost");
    ManagedProcess extproc = sluice.stack().process(ServerKind.EXTPROC);
    extproc.kill();
    try {
      call(sluice.withRole("viewer"), name + "-a", "/v1/chat/completions");
      call(sluice.withRole("viewer"), name + "-b", "/v1/agent/run");
      call(sluice.anonymous(), name + "-c", "/v1/chat/completions");
      ConditionWait.awaitTrue(
          "the decisions have arrived", ControlPlaneState.LIMIT, () -> decisions(name).size() == 3);
    } finally {
      extproc.start();
      extproc.awaitReady();
    }
    ControlPlaneState.awaitStatusAt(sluice.withRole("viewer"), "/v1/health", 200);
    assertEquals(List.of(), sluice.auditRows().findRows(name));

    try (AdditionalController _ = hasty()) {
      assertReconciled(name + "-a", "599 EXCHANGE_UNKNOWN user-viewer");
      assertReconciled(name + "-b", "403 AUTH_FORBIDDEN user-viewer");
      assertReconciled(name + "-c", "401 AUTH_INVALID_TOKEN -");
    }
    try (AdditionalController _ = hasty()) {
      assertEquals(3, sluice.auditRows().awaitRows(name, 3).size());
    }
  }

  @Test
  void lateExchangeRecord_addsNoSecondRow() {
    try (ScriptedProduct site = new ScriptedProduct(sluice, "told-late", "pre_and_incremental")) {
      site.respondWithEvents(
          BodyModeEnvoy.delta("word "), RawHttpUpstream.PAUSE, BodyModeEnvoy.delta("word "));
      String id = TestEnvironment.uniqueId("late");
      try (AdditionalController _ = hasty();
          StreamedResponse answer = site.client().withCorrelation(id).stream("/", "{}")) {
        assertTrue(answer.awaitNext().isPresent());
        assertReconciled(id, "599 EXCHANGE_UNKNOWN -");
        site.upstream().resume();
        assertEquals(1, answer.readRemaining().size());
        ConditionWait.awaitTrue(
            "the late record is set aside",
            ControlPlaneState.LIMIT,
            () -> sluice.sql().query(LATE, id).equals(List.of("repeated")));
      }
      assertReconciled(id, "599 EXCHANGE_UNKNOWN -");
    }
  }

  private static void call(GatewayClient client, String id, String path) {
    assertEquals(
        503, client.withCorrelation(id).post(path, TestEnvironment.prompt("ping")).status());
  }

  private List<String> decisions(String name) {
    return sluice
        .sql()
        .query("select id from decision_events where starts_with(correlation_id, ?)", name);
  }

  private void assertReconciled(String id, String expected) {
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(
        expected, row.status() + " " + row.column("error_code") + " " + row.column("user_id"));
    assertTrue(
        JsonMapper.shared().readTree(row.column("extra")).path("reconciled").asBoolean(false),
        row.column("extra"));
  }

  /** Returns a second controller that waits only one second. */
  private AdditionalController hasty() {
    AdditionalController controller =
        new AdditionalController(
            sluice.stack(),
            "reconciling",
            sluice.stack().database().jdbcUrl(),
            List.of(),
            Map.of(HASTY, "1s"));
    controller.start();
    return controller;
  }
}
