package dev.sluice.e2e.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.MixedCallerTraffic;
import dev.sluice.e2e.client.MixedCallerTraffic.CallerKind;
import dev.sluice.e2e.client.MixedCallerTraffic.FinishedCall;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.support.ServerPair;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of two extproc-dlp-servers that are restarted in turn, which callers do not notice. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class ExtProcRestartIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int SOME = 60;

  private final TestEnvironment sluice;
  private final ServerPair servers;

  ExtProcRestartIT(TestEnvironment sluice) {
    this.sluice = sluice;
    servers =
        new ServerPair(sluice.stack(), AdditionalPolicyServer.extproc(sluice.stack(), "extproc-2"));
  }

  @BeforeAll
  void start() throws IOException {
    servers.start();
  }

  @AfterAll
  void stop() throws IOException {
    servers.stop();
  }

  @Test
  void bothRestartedInTurn_noCallFailsOrLacksRow() {
    MixedCallerTraffic traffic =
        new MixedCallerTraffic(sluice.anonymous(), sluice.stack().issuer().token("viewer"));
    try (traffic) {
      some(traffic);
      restart(servers.first(), servers.firstAddress());
      some(traffic);
      restart(servers.other(), servers.otherAddress());
      some(traffic);
    }
    Map<String, Long> outcomes =
        traffic.calls().stream()
            .collect(
                Collectors.groupingBy(
                    call -> call.caller() + " " + call.outcome(),
                    TreeMap::new,
                    Collectors.counting()));
    System.out.println("both restarted: " + outcomes);
    assertEquals(
        List.of("ALLOWED 200", "BLOCKED 400 DLP_BLOCKED", "FORBIDDEN 401 AUTH_INVALID_TOKEN"),
        List.copyOf(outcomes.keySet()));
    List<FinishedCall> calls = traffic.calls();
    assertEquals(
        calls.size(),
        sluice.auditRows().awaitRows(traffic.correlationPrefix(), calls.size()).size());
  }

  private void restart(ManagedProcess server, String address) {
    server.signal("TERM");
    assertEquals(0, server.awaitExit(LIMIT));
    server.start();
    server.awaitReady();
    servers.hosts().awaitHealthy(address);
  }

  private static void some(MixedCallerTraffic traffic) {
    long now = System.nanoTime();
    for (CallerKind caller : CallerKind.values()) {
      String outcome =
          switch (caller) {
            case ALLOWED -> "200";
            case FORBIDDEN -> "401 AUTH_INVALID_TOKEN";
            case BLOCKED -> "400 DLP_BLOCKED";
          };
      ConditionWait.awaitTrue(
          "calls end", LIMIT, () -> traffic.count(caller, outcome, now) >= SOME);
    }
  }
}
