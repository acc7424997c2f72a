package dev.sluice.e2e;

import static dev.sluice.e2e.client.Traffic.BROKEN;
import static dev.sluice.e2e.client.Traffic.Caller.ALLOWED;
import static dev.sluice.e2e.client.Traffic.Caller.BLOCKED;
import static dev.sluice.e2e.client.Traffic.Caller.FORBIDDEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.Traffic;
import dev.sluice.e2e.client.Traffic.Call;
import dev.sluice.e2e.client.Traffic.Caller;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stub.SeenRequest;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each process is killed while requests flow: refused or served, never let through undecided. */
@ExtendWith(SluiceExtension.class)
final class KilledIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int SOME = 20;

  private final Queue<SeenRequest> reached = new ConcurrentLinkedQueue<>();
  private final Sluice sluice;

  KilledIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @BeforeEach
  void watchUpstream() {
    sluice.stack().chat().observe(reached::add);
  }

  @AfterEach
  void nothingUndecidedReachedTheUpstream() {
    sluice.stack().chat().observe(request -> {});
    for (SeenRequest request : reached) {
      String caller = request.header(Traffic.CALLER).orElse(ALLOWED.name());
      assertEquals(ALLOWED.name(), caller);
      assertEquals("user-viewer", request.header("x-user-id").orElse("nobody"));
    }
    sluice.assertNoSecretInLogs();
  }

  @Test
  void extauthz_everyCallIsRefusedUntilItIsBack() {
    try (Traffic traffic = flowing()) {
      killAndAwait(traffic, ServerKind.EXTAUTHZ, "503 AUTHZ_UNAVAILABLE");
      restart(traffic, sluice.stack().process(ServerKind.EXTAUTHZ));
      assertOutcomes(traffic, ALLOWED, "200", "503 AUTHZ_UNAVAILABLE");
      assertOutcomes(traffic, FORBIDDEN, "401 AUTH_INVALID_TOKEN", "503 AUTHZ_UNAVAILABLE");
      assertOutcomes(traffic, BLOCKED, "400 DLP_BLOCKED", "503 AUTHZ_UNAVAILABLE");
    }
  }

  @Test
  void extproc_everyInspectedCallIsRefusedUntilItIsBack() {
    try (Traffic traffic = flowing()) {
      killAndAwait(traffic, ServerKind.EXTPROC, "503 DLP_UNAVAILABLE");
      restart(traffic, sluice.stack().process(ServerKind.EXTPROC));
      assertOutcomes(traffic, ALLOWED, "200", "503 DLP_UNAVAILABLE", BROKEN);
      assertOutcomes(traffic, FORBIDDEN, "401 AUTH_INVALID_TOKEN", "503 DLP_UNAVAILABLE", BROKEN);
      assertOutcomes(traffic, BLOCKED, "400 DLP_BLOCKED", "503 DLP_UNAVAILABLE", BROKEN);
      assertTrue(
          count(traffic, BROKEN) <= Caller.values().length, "only what was under way breaks");
    }
  }

  @Test
  void controller_trafficGoesOnAndChangesArriveAfterwards() {
    try (Traffic traffic = flowing()) {
      ManagedProcess controller = sluice.stack().process(ServerKind.CONTROLLER);
      controller.kill();
      awaitSome(traffic, ALLOWED, "200", System.nanoTime());
      controller.start();
      controller.awaitReady();
      assertUndisturbed(traffic);
    }
    sluice.split().timeMove("chat-canary");
    sluice.split().timeMove("chat");
  }

  @Test
  void policyServers_startFromTheirLastGoodCopyWithoutTheController() {
    ManagedProcess controller = sluice.stack().process(ServerKind.CONTROLLER);
    controller.kill();
    try (Traffic traffic = new Traffic(sluice.anonymous(), token())) {
      for (ServerKind kind : Set.of(ServerKind.EXTAUTHZ, ServerKind.EXTPROC)) {
        ManagedProcess server = sluice.stack().process(kind);
        server.kill();
        restart(traffic, server);
      }
    } finally {
      controller.start();
      controller.awaitReady();
    }
  }

  @Test
  void postgres_trafficGoesOnAndEveryAuditRowArrivesAfterwards() {
    Traffic traffic = flowing();
    try (traffic) {
      sluice.stack().database().kill();
      awaitSome(traffic, ALLOWED, "200", System.nanoTime());
      sluice.stack().database().start();
      awaitSome(traffic, ALLOWED, "200", System.nanoTime());
    }
    assertUndisturbed(traffic);
    int calls = traffic.calls().size();
    assertEquals(calls, sluice.audit().await(traffic.name(), calls).size());
    sluice.split().timeMove("chat-canary");
    sluice.split().timeMove("chat");
  }

  @Test
  void envoy_servesAgainAfterARestart() {
    try (Traffic traffic = flowing()) {
      sluice.stack().envoy().kill();
      long killed = System.nanoTime();
      Await.until("calls fail", LIMIT, () -> traffic.count(ALLOWED, BROKEN, killed) >= 1);
      sluice.stack().envoy().start();
      sluice.stack().awaitGateway();
      awaitSome(traffic, ALLOWED, "200", System.nanoTime());
    }
  }

  private Traffic flowing() {
    Traffic traffic = new Traffic(sluice.anonymous(), token());
    long start = System.nanoTime() - 1;
    awaitSome(traffic, ALLOWED, "200", start);
    awaitSome(traffic, FORBIDDEN, "401 AUTH_INVALID_TOKEN", start);
    awaitSome(traffic, BLOCKED, "400 DLP_BLOCKED", start);
    return traffic;
  }

  private String token() {
    return sluice.stack().issuer().token("viewer");
  }

  private void killAndAwait(Traffic traffic, ServerKind kind, String outcome) {
    sluice.stack().process(kind).kill();
    long killed = System.nanoTime();
    for (Caller caller : Caller.values()) {
      awaitSome(traffic, caller, outcome, killed);
    }
    assertEquals(0, traffic.count(ALLOWED, "200", killed));
  }

  private static void restart(Traffic traffic, ManagedProcess server) {
    server.start();
    server.awaitReady();
    awaitSome(traffic, ALLOWED, "200", System.nanoTime());
  }

  private static void awaitSome(Traffic traffic, Caller caller, String outcome, long after) {
    Await.until(
        SOME + " calls of " + caller + " end with " + outcome,
        LIMIT,
        () -> traffic.count(caller, outcome, after) >= SOME);
  }

  private static void assertUndisturbed(Traffic traffic) {
    assertOutcomes(traffic, ALLOWED, "200");
    assertOutcomes(traffic, FORBIDDEN, "401 AUTH_INVALID_TOKEN");
    assertOutcomes(traffic, BLOCKED, "400 DLP_BLOCKED");
  }

  private static void assertOutcomes(Traffic traffic, Caller caller, String... expected) {
    Set<String> seen =
        traffic.calls().stream()
            .filter(c -> c.caller() == caller)
            .map(Call::outcome)
            .collect(Collectors.toCollection(TreeSet::new));
    seen.removeAll(Set.of(expected));
    assertEquals(Set.of(), seen, caller + " ended in other ways");
  }

  private static long count(Traffic traffic, String outcome) {
    return traffic.calls().stream().filter(c -> c.outcome().equals(outcome)).count();
  }
}
