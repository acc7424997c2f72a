package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.StreamedAnswer;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.raw.RawUpstream;
import dev.sluice.e2e.stack.FurtherController;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** Each decision has one audit row, also when nobody told how its exchange ended, or told late. */
@ExtendWith(SluiceExtension.class)
final class ReconcileIT {
  private static final String HASTY = "SLUICE_AUDIT_RECONCILE_AFTER";
  private static final String LATE =
      "select cause from audit_side_records where target = 'audit_events'"
          + " and convert_from(record, 'UTF8')::jsonb ->> 'correlation_id' = ?";

  private final Sluice sluice;

  ReconcileIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  void exchangeThatNobodyTold_getsItsRowOnce() {
    String name = Sluice.fresh("lost");
    ManagedProcess extproc = sluice.stack().process(ServerKind.EXTPROC);
    extproc.kill();
    try {
      call(sluice.as("viewer"), name + "-a", "/v1/chat/completions");
      call(sluice.as("viewer"), name + "-b", "/v1/agent/run");
      call(sluice.anonymous(), name + "-c", "/v1/chat/completions");
      Await.until("the decisions have arrived", Proof.LIMIT, () -> decisions(name).size() == 3);
    } finally {
      extproc.start();
      extproc.awaitReady();
    }
    Proof.awaitAt(sluice.as("viewer"), "/v1/health", 200);
    assertEquals(List.of(), sluice.audit().starting(name));

    try (FurtherController _ = hasty()) {
      assertReconciled(name + "-a", "599 EXCHANGE_UNKNOWN user-viewer");
      assertReconciled(name + "-b", "403 AUTH_FORBIDDEN user-viewer");
      assertReconciled(name + "-c", "401 AUTH_INVALID_TOKEN -");
    }
    try (FurtherController _ = hasty()) {
      assertEquals(3, sluice.audit().await(name, 3).size());
    }
  }

  @Test
  void exchangeThatIsToldLate_isNoSecondRow() {
    try (RawSite site = new RawSite(sluice, "told-late", "pre_and_incremental")) {
      site.streams(ModesEnvoy.delta("word "), RawUpstream.PAUSE, ModesEnvoy.delta("word "));
      String id = Sluice.fresh("late");
      try (FurtherController _ = hasty();
          StreamedAnswer answer = site.client().correlation(id).stream("/", "{}")) {
        assertTrue(answer.next().isPresent());
        assertReconciled(id, "599 EXCHANGE_UNKNOWN -");
        site.upstream().goOn();
        assertEquals(1, answer.rest().size());
        Await.until(
            "the late record is set aside",
            Proof.LIMIT,
            () -> sluice.rows().query(LATE, id).equals(List.of("repeated")));
      }
      assertReconciled(id, "599 EXCHANGE_UNKNOWN -");
    }
  }

  private static void call(GatewayClient client, String id, String path) {
    assertEquals(503, client.correlation(id).post(path, Sluice.prompt("ping")).status());
  }

  private List<String> decisions(String name) {
    return sluice
        .rows()
        .query("select id from decision_events where starts_with(correlation_id, ?)", name);
  }

  private void assertReconciled(String id, String expected) {
    AuditRow row = sluice.audit().one(id);
    assertEquals(
        expected, row.status() + " " + row.column("error_code") + " " + row.column("user_id"));
    assertTrue(
        JsonMapper.shared().readTree(row.column("extra")).path("reconciled").asBoolean(false),
        row.column("extra"));
  }

  /** A second controller that waits a second only. */
  private FurtherController hasty() {
    FurtherController controller =
        new FurtherController(
            sluice.stack(),
            "reconciling",
            sluice.stack().database().jdbcUrl(),
            List.of(),
            Map.of(HASTY, "1s"));
    controller.start();
    return controller;
  }
}
