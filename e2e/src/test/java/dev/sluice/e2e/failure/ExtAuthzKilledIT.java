package dev.sluice.e2e.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.AdditionalExtAuthz;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.stub.StubTokenIssuer;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
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
  private final ManagedProcess first;
  private final AdditionalExtAuthz other;
  private final Path controller;
  private final Map<String, String> tokens;
  private final Queue<RecordedRequest> reached = new ConcurrentLinkedQueue<>();
  private String before = "";

  ExtAuthzKilledIT(TestEnvironment sluice) {
    this.sluice = sluice;
    gateway = sluice.anonymous();
    first = sluice.stack().process(ServerKind.EXTAUTHZ);
    other = new AdditionalExtAuthz(sluice.stack(), "extauthz-2");
    controller = sluice.stack().settings().config(ServerKind.CONTROLLER.module());
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
  void two() throws IOException {
    other.process().start();
    other.process().awaitReady();
    before = Files.readString(controller);
    String one = sluice.stack().ports().address(StackPort.EXTAUTHZ);
    restartController(text -> text.replace(one, one + "," + other.address()));
    awaitHealthy(other.address());
  }

  @AfterAll
  void one() throws IOException {
    restartController(text -> before);
    ConditionWait.awaitTrue(
        "Envoy forgets the other", LIMIT, () -> !hosts().contains(other.address() + "::"));
    other.close();
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
      other.process().kill();
      some(load);
      other.process().start();
      other.process().awaitReady();
      awaitHealthy(other.address());
      some(load);
    }
    assertOutcomes(load, "200");
  }

  @Test
  void bothRestartedInTurn_callersAreServed() {
    ConstantRateLoad load = flowing();
    try (load) {
      for (ManagedProcess server : List.of(first, other.process())) {
        server.signal("TERM");
        assertEquals(0, server.awaitExit(LIMIT));
        some(load);
        server.start();
        server.awaitReady();
        some(load);
      }
    }
    assertOutcomes(load, "200");
  }

  @Test
  void oneHangs_otherIsUsedAfterTimeout() {
    ConstantRateLoad load = flowing();
    try (load) {
      other.process().signal("STOP");
      ConditionWait.awaitTrue(
          "the other is out",
          LIMIT,
          () -> hosts().contains(other.address() + "::health_flags::/failed_active_hc"));
      Map<String, Long> until = load.outcomes();
      some(load);
      System.out.println("one hangs: " + until + " until it was out, then " + load.outcomes());
    } finally {
      other.process().signal("CONT");
    }
    assertOutcomes(load, "200", AWAY);
    awaitHealthy(other.address());
  }

  @Test
  void bothKilled_callsAreDeniedUntilRestart() {
    ConstantRateLoad load = flowing();
    try (load) {
      first.kill();
      other.process().kill();
      GatewayResponse answer = call("good");
      assertEquals(AWAY, answer.status() + " " + answer.errorCode());
      assertEquals("1", answer.header("retry-after").orElse(""));
      some(load);
      first.start();
      first.awaitReady();
      ConditionWait.awaitTrue("calls are served", LIMIT, () -> call("good").status() == 200);
      other.process().start();
      other.process().awaitReady();
    }
    assertOutcomes(load, "200", AWAY);
    awaitHealthy(other.address());
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

  private void restartController(UnaryOperator<String> change) throws IOException {
    Files.writeString(controller, change.apply(Files.readString(controller)));
    ManagedProcess process = sluice.stack().process(ServerKind.CONTROLLER);
    process.kill();
    process.start();
    process.awaitReady();
  }

  private void awaitHealthy(String address) {
    ConditionWait.awaitTrue(
        "Envoy asks " + address,
        LIMIT,
        () -> hosts().contains(address + "::health_flags::healthy"));
  }

  /** Returns the lines about extauthz-server in Envoy's list of hosts. */
  private String hosts() {
    return new GatewayClient(sluice.stack().ports().http(StackPort.ENVOY_ADMIN))
        .get("/clusters")
        .body()
        .lines()
        .filter(line -> line.startsWith("sluice/extauthz::"))
        .reduce("", (all, line) -> all + "\n" + line);
  }
}
