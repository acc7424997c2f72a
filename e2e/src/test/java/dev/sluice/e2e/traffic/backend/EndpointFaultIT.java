package dev.sluice.e2e.traffic.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test of one failing endpoint of two, without a health check and without retries. It prints
 * the errors of callers and the times until the endpoint is ejected and used again.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class EndpointFaultIT {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String RULES =
      "{\"gateway_errors\": 5, \"interval\": \"500ms\", \"ejection\": \"2s\"}";

  private final TestEnvironment sluice;

  EndpointFaultIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  /**
   * A fault of an endpoint.
   *
   * @param ejects whether the rules eject the endpoint
   */
  private record Fault(
      String name,
      boolean ejects,
      Consumer<SwitchableUpstream> start,
      Consumer<SwitchableUpstream> end) {}

  private static final String NO_RETRIES = "{\"retries\": 0}";
  private static final String RETRIES =
      "{\"retries\": 2, \"per_try_timeout\": \"300ms\","
          + " \"on\": [\"connect-failure\", \"reset\", \"gateway-error\"]}";

  private static final List<Fault> FAULTS =
      List.of(
          new Fault("killed", true, SwitchableUpstream::kill, SwitchableUpstream::revive),
          new Fault("frozen", true, SwitchableUpstream::freeze, SwitchableUpstream::thaw),
          new Fault("failing", true, a -> a.respondWith(503), a -> a.respondWith(200)),
          new Fault(
              "slow",
              false,
              a -> a.slowDown(Duration.ofMillis(200)),
              a -> a.slowDown(Duration.ZERO)),
          new Fault("flapping", false, EndpointFaultIT::flap, a -> a.respondWith(200)));

  @Test
  @Tag("C-79")
  @DisplayName("C-79 one endpoint of two killed, frozen, failing, slow or flapping")
  void c79_faultyEndpoint() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<String>> rows =
          FAULTS.stream()
              .flatMap(fault ->
                  Stream.of(false, true)
                      .map(retries ->
                          CompletableFuture.supplyAsync(() -> measure(fault, retries), threads)))
              .toList();
      List<String> table = rows.stream().map(CompletableFuture::join).toList();
      System.out.printf(
          "%-10s %8s %8s %8s %14s %12s %12s%n",
          "fault", "retries", "calls", "errors", "last error ms", "return ms", "mean call ms");
      table.forEach(System.out::println);
    }
  }

  private String measure(Fault fault, boolean retries) {
    String name = "fault-" + fault.name() + (retries ? "-retried" : "");
    try (SwitchableUpstream a = new SwitchableUpstream("a");
        SwitchableUpstream b = new SwitchableUpstream("b");
        BackendProduct product = new BackendProduct(sluice, name, a.port())) {
      product.provider().setServicePolicy(name, "outlier_detection", RULES);
      product.provider().setServicePolicy(name, "retry", retries ? RETRIES : NO_RETRIES);
      product.setRoute("streaming = false, timeout_ms = 1000").add(b.port()).publish();
      ConditionWait.awaitTrue(
          "both are used",
          ControlPlaneState.LIMIT,
          () -> product.call(10).keySet().equals(Set.of("a", "b")));
      try (RepeatedCalls calls = new RepeatedCalls(product.client())) {
        ConditionWait.awaitTrue("calls run", LIMIT, () -> calls.count() > 20);
        long broken = System.nanoTime();
        fault.start().accept(a);
        int before = calls.count();
        boolean settled =
            ConditionWait.becomesTrue(
                LIMIT, () -> calls.count() > before + 100 && calls.succeeded(50));
        long healed = System.nanoTime();
        fault.end().accept(a);
        int seen = a.requests();
        ConditionWait.awaitTrue(
            fault.name() + " is used again",
            ControlPlaneState.LIMIT,
            () -> a.requests() > seen + 3);
        long back = System.nanoTime();
        if (fault.ejects()) {
          assertTrue(
              settled, () -> fault.name() + " stays in use: " + calls.outcomes(broken, healed));
        }
        return row(fault, retries, calls, broken, healed, Duration.ofNanos(back - healed));
      }
    }
  }

  private static String row(
      Fault fault, boolean retries, RepeatedCalls calls, long broken, long healed, Duration back) {
    Map<String, Integer> outcomes = calls.outcomes(broken, healed);
    int all = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    int errors = all - outcomes.getOrDefault("a", 0) - outcomes.getOrDefault("b", 0);
    if (fault.ejects()) {
      int most = retries ? 5 : 60;
      assertTrue((retries || errors > 0) && errors <= most, () -> fault.name() + " " + outcomes);
    }
    return "%-10s %8s %8d %8d %14d %12d %12d"
        .formatted(
            fault.name(),
            retries ? "yes" : "no",
            all,
            errors,
            calls.lastFailure(broken, healed).toMillis(),
            back.toMillis(),
            calls.meanDuration(broken, healed).toMillis());
  }

  /** Fails for 300 ms of every 600 ms, for 4.8 s. */
  private static void flap(SwitchableUpstream upstream) {
    for (int i = 0; i < 16; i++) {
      upstream.respondWith(i % 2 == 0 ? 503 : 200);
      long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
      ConditionWait.awaitTrue("the time is over", LIMIT, () -> System.nanoTime() > end);
    }
  }
}
