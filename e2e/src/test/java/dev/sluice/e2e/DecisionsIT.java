package dev.sluice.e2e;

import static dev.sluice.e2e.Proof.awaitStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.SteadyLoad;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.Provider;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each decision is written down once, with the id of its exchange. */
@ExtendWith(SluiceExtension.class)
final class DecisionsIT {
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

  private final Sluice sluice;

  DecisionsIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  void row_hasTheIdOfItsExchange_andNoValueOfTheCallers() {
    String prompt = Sluice.prompt("ping canary-d0c15");
    expect("allow - tenant-1 chat", "viewer", Sluice.CHAT + "?q=canary-d0c15", prompt);
    expect("deny AUTH_FORBIDDEN tenant-1 agent", "viewer", "/v1/agent/run", "{}");
    expect("deny AUTH_INVALID_TOKEN - chat", "", Sluice.CHAT, prompt);
    assertEquals(
        List.of(),
        sluice
            .rows()
            .query("select d::text from decision_events d where d::text like '%canary-d0c15%'"));
  }

  private void expect(String decision, String role, String path, String body) {
    String id = Sluice.fresh("decision");
    GatewayClient client = role.isEmpty() ? sluice.anonymous() : sluice.as(role);
    client.with("x-note", "canary-d0c15").correlation(id).post(path, body);
    Await.until("the decision of " + id, Proof.LIMIT, () -> !decisions(id).isEmpty());
    assertEquals(List.of(decision), decisions(id));
    sluice.audit().one(id);
    assertEquals(1, sluice.rows().query(PAIRS, id, id).size());
  }

  private List<String> decisions(String correlation) {
    return sluice.rows().query(DECISIONS, correlation);
  }

  /** Publishes in prod are answered when their decision is on disk. */
  @Test
  void killed_noAnsweredDecisionIsMissing() {
    try (Provider provider = sluice.provider("journal")) {
      provider.offer("journal", sluice.echo());
      provider.publish("journal", "dev", "default");
      sluice.rows().execute(IN_PROD);
      GatewayClient good =
          sluice
              .at(provider.port(), "journal.prod.local.api.example.com")
              .bearer(sluice.stack().issuer().token("developer"));
      awaitStatus(good, 200);
      Queue<String> answered = new ConcurrentLinkedQueue<>();
      try (SteadyLoad load = new SteadyLoad(List.of("good"), 200, name -> call(good, answered))) {
        ManagedProcess server = sluice.stack().process(ServerKind.EXTAUTHZ);
        for (int kill = 0; kill < KILLS; kill++) {
          some(load);
          server.kill();
          server.start();
          server.awaitReady();
          Await.until("calls pass again", Proof.LIMIT, () -> good.get("/").status() == 200);
        }
        some(load);
        System.out.println("decisions: " + load.outcomes());
      }
      assertFalse(answered.isEmpty());
      Set<String> missing = new TreeSet<>(answered);
      Await.until(
          "every decision has arrived",
          Proof.LIMIT,
          () -> {
            missing.removeAll(
                sluice
                    .rows()
                    .query(
                        "select correlation_id from decision_events"
                            + " where correlation_id like 'journal-%'"));
            return missing.isEmpty();
          });
      assertTrue(missing.isEmpty());
      assertEquals(
          List.of(),
          sluice
              .rows()
              .query(
                  "select correlation_id from decision_events"
                      + " where correlation_id like 'journal-%'"
                      + " group by correlation_id, node_id, id having count(*) > 1"));
    }
  }

  private static Answer call(GatewayClient client, Queue<String> answered) {
    String id = Sluice.fresh("journal");
    Answer answer = client.correlation(id).get("/");
    if (answer.status() == 200) {
      answered.add(id);
    }
    return answer;
  }

  private static void some(SteadyLoad load) {
    long start = load.count();
    Await.until("calls end", Proof.LIMIT, () -> load.count() >= start + SOME);
  }
}
