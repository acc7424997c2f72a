package dev.sluice.e2e.failure;

import static dev.sluice.e2e.client.MixedCallerTraffic.BROKEN;
import static dev.sluice.e2e.client.MixedCallerTraffic.CallerKind.ALLOWED;
import static dev.sluice.e2e.client.MixedCallerTraffic.CallerKind.BLOCKED;
import static dev.sluice.e2e.client.MixedCallerTraffic.CallerKind.FORBIDDEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.MixedCallerTraffic;
import dev.sluice.e2e.client.MixedCallerTraffic.CallerKind;
import dev.sluice.e2e.client.MixedCallerTraffic.FinishedCall;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
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

/**
 * The tests that kill each process under load. Requests are denied or served, but never passed
 * without a decision.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class ProcessKilledIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int SOME = 20;

  private final Queue<RecordedRequest> reached = new ConcurrentLinkedQueue<>();
  private final TestEnvironment sluice;

  ProcessKilledIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @BeforeEach
  void watchUpstream() {
    sluice.stack().chat().observe(reached::add);
  }

  @AfterEach
  void nothingUndecidedReachedTheUpstream() {
    sluice.stack().chat().observe(request -> {});
    for (RecordedRequest request : reached) {
      String caller = request.header(MixedCallerTraffic.CALLER).orElse(ALLOWED.name());
      assertEquals(ALLOWED.name(), caller);
      assertEquals("user-viewer", request.header("x-user-id").orElse("nobody"));
    }
    sluice.assertNoSecretInLogs();
  }

  @Test
  void extauthz_callsAreDeniedUntilRestart() {
    try (MixedCallerTraffic traffic = flowing()) {
      killAndAwait(traffic, ServerKind.EXTAUTHZ, "503 AUTHZ_UNAVAILABLE");
      restart(traffic, sluice.stack().process(ServerKind.EXTAUTHZ));
      assertOutcomes(traffic, ALLOWED, "200", "503 AUTHZ_UNAVAILABLE");
      assertOutcomes(traffic, FORBIDDEN, "401 AUTH_INVALID_TOKEN", "503 AUTHZ_UNAVAILABLE");
      assertOutcomes(traffic, BLOCKED, "400 DLP_BLOCKED", "503 AUTHZ_UNAVAILABLE");
    }
  }

  @Test
  void extproc_inspectedCallsAreDeniedUntilRestart() {
    try (MixedCallerTraffic traffic = flowing()) {
      killAndAwait(traffic, ServerKind.EXTPROC, "503 DLP_UNAVAILABLE");
      restart(traffic, sluice.stack().process(ServerKind.EXTPROC));
      assertOutcomes(traffic, ALLOWED, "200", "503 DLP_UNAVAILABLE", BROKEN);
      assertOutcomes(traffic, FORBIDDEN, "401 AUTH_INVALID_TOKEN", "503 DLP_UNAVAILABLE", BROKEN);
      assertOutcomes(traffic, BLOCKED, "400 DLP_BLOCKED", "503 DLP_UNAVAILABLE", BROKEN);
      assertTrue(
          count(traffic, BROKEN) <= CallerKind.values().length, "only what was under way breaks");
    }
  }

  @Test
  void controller_changesArriveAfterRestart() {
    try (MixedCallerTraffic traffic = flowing()) {
      ManagedProcess controller = sluice.stack().process(ServerKind.CONTROLLER);
      controller.kill();
      awaitSome(traffic, ALLOWED, "200", System.nanoTime());
      controller.start();
      controller.awaitReady();
      assertUndisturbed(traffic);
    }
    sluice.chatSwitch().measureMove("chat-canary");
    sluice.chatSwitch().measureMove("chat");
  }

  @Test
  void policyServers_startFromLastGoodCopy() {
    ManagedProcess controller = sluice.stack().process(ServerKind.CONTROLLER);
    controller.kill();
    try (MixedCallerTraffic traffic = new MixedCallerTraffic(sluice.anonymous(), token())) {
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
  void postgres_auditRowsArriveAfterRestart() {
    MixedCallerTraffic traffic = flowing();
    try (traffic) {
      sluice.stack().database().kill();
      awaitSome(traffic, ALLOWED, "200", System.nanoTime());
      sluice.stack().database().start();
      awaitSome(traffic, ALLOWED, "200", System.nanoTime());
    }
    assertUndisturbed(traffic);
    int calls = traffic.calls().size();
    assertEquals(calls, sluice.auditRows().awaitRows(traffic.correlationPrefix(), calls).size());
    sluice.chatSwitch().measureMove("chat-canary");
    sluice.chatSwitch().measureMove("chat");
  }

  @Test
  void envoy_servesAfterRestart() {
    try (MixedCallerTraffic traffic = flowing()) {
      sluice.stack().envoy().kill();
      long killed = System.nanoTime();
      ConditionWait.awaitTrue(
          "calls fail", LIMIT, () -> traffic.count(ALLOWED, BROKEN, killed) >= 1);
      sluice.stack().envoy().start();
      sluice.stack().awaitGateway();
      awaitSome(traffic, ALLOWED, "200", System.nanoTime());
    }
  }

  private MixedCallerTraffic flowing() {
    MixedCallerTraffic traffic = new MixedCallerTraffic(sluice.anonymous(), token());
    long start = System.nanoTime() - 1;
    awaitSome(traffic, ALLOWED, "200", start);
    awaitSome(traffic, FORBIDDEN, "401 AUTH_INVALID_TOKEN", start);
    awaitSome(traffic, BLOCKED, "400 DLP_BLOCKED", start);
    return traffic;
  }

  private String token() {
    return sluice.stack().issuer().token("viewer");
  }

  private void killAndAwait(MixedCallerTraffic traffic, ServerKind kind, String outcome) {
    sluice.stack().process(kind).kill();
    long killed = System.nanoTime();
    for (CallerKind caller : CallerKind.values()) {
      awaitSome(traffic, caller, outcome, killed);
    }
    assertEquals(0, traffic.count(ALLOWED, "200", killed));
  }

  private static void restart(MixedCallerTraffic traffic, ManagedProcess server) {
    server.start();
    server.awaitReady();
    awaitSome(traffic, ALLOWED, "200", System.nanoTime());
  }

  private static void awaitSome(
      MixedCallerTraffic traffic, CallerKind caller, String outcome, long after) {
    ConditionWait.awaitTrue(
        SOME + " calls of " + caller + " end with " + outcome,
        LIMIT,
        () -> traffic.count(caller, outcome, after) >= SOME);
  }

  private static void assertUndisturbed(MixedCallerTraffic traffic) {
    assertOutcomes(traffic, ALLOWED, "200");
    assertOutcomes(traffic, FORBIDDEN, "401 AUTH_INVALID_TOKEN");
    assertOutcomes(traffic, BLOCKED, "400 DLP_BLOCKED");
  }

  private static void assertOutcomes(
      MixedCallerTraffic traffic, CallerKind caller, String... expected) {
    Set<String> seen =
        traffic.calls().stream()
            .filter(c -> c.caller() == caller)
            .map(FinishedCall::outcome)
            .collect(Collectors.toCollection(TreeSet::new));
    seen.removeAll(Set.of(expected));
    assertEquals(Set.of(), seen, caller + " ended in other ways");
  }

  private static long count(MixedCallerTraffic traffic, String outcome) {
    return traffic.calls().stream().filter(c -> c.outcome().equals(outcome)).count();
  }
}
