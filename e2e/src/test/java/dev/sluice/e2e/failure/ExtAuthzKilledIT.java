package dev.sluice.e2e.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.stub.StubTokenIssuer;
import dev.sluice.e2e.support.ServerPair;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of two extauthz-servers of which some are down. Callers must not notice while one
 * responds.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class ExtAuthzKilledIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int PER_SECOND = 150;
  private static final int SOME = 150;
  private static final String AWAY = "503 AUTHZ_UNAVAILABLE";
  private static final String REFUSED = "401 AUTH_INVALID_TOKEN";

  private final TestEnvironment sluice;
  private final GatewayClient gateway;
  private final ServerPair servers;
  private final Map<String, String> tokens;
  private final Queue<RecordedRequest> reached = new ConcurrentLinkedQueue<>();

  ExtAuthzKilledIT(TestEnvironment sluice) {
    this.sluice = sluice;
    gateway = sluice.anonymous();
    servers =
        new ServerPair(
            sluice.stack(), AdditionalPolicyServer.extauthz(sluice.stack(), "extauthz-2"));
    StubTokenIssuer issuer = sluice.stack().issuer();
    tokens =
        Map.of(
            "good",
            issuer.token("viewer"),
            "forged",
            issuer.forgedToken(),
            "expired",
            issuer.expiredToken());
  }

  @BeforeAll
  void start() throws IOException {
    servers.start();
  }

  @AfterAll
  void stop() throws IOException {
    servers.stop();
  }

  @BeforeEach
  void watchUpstream() {
    sluice.stack().upstream(StackPort.TABBY).observe(reached::add);
  }

  @AfterEach
  void nothingUndecidedReachedTheUpstream() {
    sluice.stack().upstream(StackPort.TABBY).observe(request -> {});
    for (RecordedRequest request : reached) {
      assertEquals("good", request.header("x-test-caller").orElse("good"));
      assertEquals("user-viewer", request.header("x-user-id").orElse("nobody"));
    }
  }

  @Test
  void oneKilled_callersAreServed() {
    ConstantRateLoad load = flowing();
    try (load) {
      servers.other().kill();
      some(load);
      servers.other().start();
      servers.other().awaitReady();
      servers.hosts().awaitHealthy(servers.otherAddress());
      some(load);
    }
    assertOutcomes(load, "200");
  }

  @Test
  void bothRestartedInTurn_callersAreServed() {
    ConstantRateLoad load = flowing();
    try (load) {
      for (ManagedProcess server : List.of(servers.first(), servers.other())) {
        server.signal("TERM");
        assertEquals(0, server.awaitExit(LIMIT));
        some(load);
        server.start();
        server.awaitReady();
        some(load);
      }
    }
    // On a busy machine, single checks exceed their deadline of a second.
    long late =
        load.outcomes().entrySet().stream()
            .filter(outcome -> outcome.getKey().endsWith(AWAY))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertTrue(late <= load.count() / 1_000, late + " checks failed");
    assertOutcomes(load, late == 0 ? new String[] {"200"} : new String[] {"200", AWAY});
  }

  @Test
  void oneHangs_otherIsUsedAfterTimeout() {
    ConstantRateLoad load = flowing();
    try (load) {
      servers.other().signal("STOP");
      servers.hosts().awaitUnhealthy(servers.otherAddress());
      Map<String, Long> until = load.outcomes();
      some(load);
      System.out.println("one hangs: " + until + " until it was out, then " + load.outcomes());
    } finally {
      servers.other().signal("CONT");
    }
    assertOutcomes(load, "200", AWAY);
    servers.hosts().awaitHealthy(servers.otherAddress());
  }

  @Test
  void bothKilled_callsAreDeniedUntilRestart() {
    ConstantRateLoad load = flowing();
    try (load) {
      servers.first().kill();
      servers.other().kill();
      GatewayResponse answer = call("good");
      assertEquals(AWAY, answer.status() + " " + answer.errorCode());
      assertEquals("1", answer.header("retry-after").orElse(""));
      some(load);
      servers.first().start();
      servers.first().awaitReady();
      ConditionWait.awaitTrue("calls are served", LIMIT, () -> call("good").status() == 200);
      servers.other().start();
      servers.other().awaitReady();
    }
    assertOutcomes(load, "200", AWAY);
    servers.hosts().awaitHealthy(servers.otherAddress());
  }

  private ConstantRateLoad flowing() {
    ConstantRateLoad load =
        new ConstantRateLoad(List.of("good", "forged", "expired", "none"), PER_SECOND, this::call);
    some(load);
    return load;
  }

  private static void some(ConstantRateLoad load) {
    long start = load.count();
    ConditionWait.awaitTrue("calls end", LIMIT, () -> load.count() >= start + SOME);
  }

  private GatewayResponse call(String caller) {
    GatewayClient client = gateway.withHeader("x-test-caller", caller);
    String token = tokens.get(caller);
    return (token == null ? client : client.withBearer(token)).get("/v1/health");
  }

  /**
   * Checks the outcomes of calls with valid tokens. Other calls are denied, or fail like the valid
   * ones.
   */
  private static void assertOutcomes(ConstantRateLoad load, String... good) {
    System.out.println(load.outcomes());
    Set<String> expected = new TreeSet<>();
    for (String outcome : good) {
      expected.add("good " + outcome);
      for (String caller : List.of("forged", "expired", "none")) {
        expected.add(caller + " " + (outcome.equals("200") ? REFUSED : outcome));
      }
    }
    Set<String> seen = new TreeSet<>(load.outcomes().keySet());
    assertTrue(seen.contains("good 200"));
    seen.removeAll(expected);
    assertEquals(Set.of(), seen);
  }
}
