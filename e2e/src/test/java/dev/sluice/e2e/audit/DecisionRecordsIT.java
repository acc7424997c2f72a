package dev.sluice.e2e.audit;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests that each decision is stored once, with the id of its request. */
@ExtendWith(TestEnvironmentExtension.class)
final class DecisionRecordsIT {
  private static final int KILLS = Integer.getInteger("kills", 2);
  private static final int SOME = 150;
  private static final String IN_PROD =
      "update product_publishes set environment = 'prod', auth_mode = 'oauth2',"
          + " auth_config = '{\"issuer\": \"default\"}' where hostname = 'journal.test'";
  private static final String DECISIONS =
      "select decision || ' ' || coalesce(error_code, '-') || ' ' || tenant_id || ' '"
          + " || route_target from decision_events where correlation_id = ?";
  private static final String PAIRS =
      "select d.id::text from decision_events d join audit_events e using (id, ts_ms)"
          + " where d.correlation_id = ? and e.correlation_id = ?";

  private final TestEnvironment sluice;

  DecisionRecordsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void row_hasRequestId_andNoCallerValues() {
    String prompt = TestEnvironment.prompt("ping canary-d0c15");
    expect("allow - tenant-1 chat", "viewer", TestEnvironment.CHAT + "?q=canary-d0c15", prompt);
    expect("deny AUTH_FORBIDDEN tenant-1 agent", "viewer", "/v1/agent/run", "{}");
    expect("deny AUTH_INVALID_TOKEN - chat", "", TestEnvironment.CHAT, prompt);
    assertEquals(
        List.of(),
        sluice
            .sql()
            .query("select d::text from decision_events d where d::text like '%canary-d0c15%'"));
  }

  private void expect(String decision, String role, String path, String body) {
    String id = TestEnvironment.uniqueId("decision");
    GatewayClient client = role.isEmpty() ? sluice.anonymous() : sluice.withRole(role);
    client.withHeader("x-note", "canary-d0c15").withCorrelation(id).post(path, body);
    ConditionWait.awaitTrue(
        "the decision of " + id, ControlPlaneState.LIMIT, () -> !decisions(id).isEmpty());
    assertEquals(List.of(decision), decisions(id));
    sluice.auditRows().awaitOne(id);
    assertEquals(1, sluice.sql().query(PAIRS, id, id).size());
  }

  private List<String> decisions(String correlation) {
    return sluice.sql().query(DECISIONS, correlation);
  }

  /** Checks that a response for a publish in prod is sent only when its decision is on disk. */
  @Test
  void killed_noSentDecisionIsMissing() {
    try (ProviderTenant provider = sluice.newProvider("journal")) {
      provider.addProduct("journal", sluice.echoPort());
      provider.publishProduct("journal", "dev", "default");
      sluice.sql().execute(IN_PROD);
      GatewayClient good =
          sluice
              .atHost(provider.port(), "journal.prod.local.api.example.com")
              .withBearer(sluice.stack().issuer().token("developer"));
      awaitStatus(good, 200);
      Queue<String> answered = new ConcurrentLinkedQueue<>();
      try (ConstantRateLoad load =
          new ConstantRateLoad(List.of("good"), 200, name -> call(good, answered))) {
        ManagedProcess server = sluice.stack().process(ServerKind.EXTAUTHZ);
        for (int kill = 0; kill < KILLS; kill++) {
          some(load);
          server.kill();
          server.start();
          server.awaitReady();
          ConditionWait.awaitTrue(
              "calls pass again", ControlPlaneState.LIMIT, () -> good.get("/").status() == 200);
        }
        some(load);
        System.out.println("decisions: " + load.outcomes());
      }
      assertFalse(answered.isEmpty());
      Set<String> missing = new TreeSet<>(answered);
      ConditionWait.awaitTrue(
          "every decision has arrived",
          ControlPlaneState.LIMIT,
          () -> {
            missing.removeAll(
                sluice
                    .sql()
                    .query(
                        "select correlation_id from decision_events"
                            + " where correlation_id like 'journal-%'"));
            return missing.isEmpty();
          });
      assertTrue(missing.isEmpty());
      assertEquals(
          List.of(),
          sluice
              .sql()
              .query(
                  "select correlation_id from decision_events"
                      + " where correlation_id like 'journal-%'"
                      + " group by correlation_id, node_id, id having count(*) > 1"));
    }
  }

  private static GatewayResponse call(GatewayClient client, Queue<String> answered) {
    String id = TestEnvironment.uniqueId("journal");
    GatewayResponse answer = client.withCorrelation(id).get("/");
    if (answer.status() == 200) {
      answered.add(id);
    }
    return answer;
  }

  private static void some(ConstantRateLoad load) {
    long start = load.count();
    ConditionWait.awaitTrue(
        "calls end", ControlPlaneState.LIMIT, () -> load.count() >= start + SOME);
  }
}
