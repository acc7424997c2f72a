package dev.sluice.e2e.traffic.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPort;
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
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of health checks, of the ejection of endpoints and of circuit breakers. */
@ExtendWith(TestEnvironmentExtension.class)
final class HealthIT {
  private static final String UNAVAILABLE = "503 UPSTREAM_UNAVAILABLE";

  /** Ejection is off, so that only the checks take an endpoint away. */
  private static final String NO_EJECTION = "{\"gateway_errors\": 0}";

  private final TestEnvironment sluice;

  @RegisterExtension final SwitchableUpstreams upstreams = new SwitchableUpstreams();

  HealthIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @Tag("C-79")
  @DisplayName("C-79 one of two endpoints killed: errors stop with the checks, and it returns")
  @ValueSource(strings = {"{\"http\": {\"path\": \"/healthz\"}", "{\"tcp\": {}"})
  void c79_killedEndpoint(String check) {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    String name = check.contains("tcp") ? "hc-tcp" : "hc-http";
    try (BackendProduct product = new BackendProduct(sluice, name, a.port())) {
      product
          .provider()
          .setServicePolicy(
              name, "health_check", check + ", \"interval\": \"300ms\", \"timeout\": \"300ms\"}")
          .setServicePolicy(name, "outlier_detection", NO_EJECTION);
      product.add(b.port()).publish();
      await(product, Set.of("a", "b"));
      try (RepeatedCalls calls = new RepeatedCalls(product.client())) {
        long killed = System.nanoTime();
        a.kill();
        await(product, Set.of("b"));
        ConditionWait.awaitTrue(
            "calls succeed", ControlPlaneState.LIMIT, () -> calls.succeeded(100));
        long now = System.nanoTime();
        System.out.println(
            name
                + " killed: errors for "
                + calls.lastFailure(killed, now).toMillis()
                + " ms, "
                + calls.outcomes(killed, now));
        a.revive();
        long revived = System.nanoTime();
        await(product, Set.of("a", "b"));
        System.out.println(
            name + " back after " + (System.nanoTime() - revived) / 1_000_000 + " ms");
      }
    }
  }

  @Test
  @Tag("C-79")
  @DisplayName("C-79 the standard gRPC health service decides")
  void c79_grpcHealth() {
    int grpcServer = sluice.stack().ports().of(StackPort.EXTAUTHZ);
    String name = "hc-grpc";
    try (BackendProduct product = new BackendProduct(sluice, name, grpcServer)) {
      product.provider().setServicePolicy(name, "load_balancer", "{\"panic_threshold\": 0}");
      product
          .set(
              "scheme = 'grpc', health_check ="
                  + " '{\"grpc\": {\"service\": \"no.such.Service\"}, \"interval\": \"200ms\"}'")
          .publish(503);
      assertEquals(Map.of(UNAVAILABLE, 5), product.call(5));
      product.set("health_check = '{\"grpc\": {}, \"interval\": \"200ms\"}'");
      ConditionWait.awaitTrue(
          "the server gets calls",
          ControlPlaneState.LIMIT,
          () -> product.client().get("/").status() != 503);
    }
  }

  @Test
  void panicThresholdZero_sparesUnhealthy() {
    SwitchableUpstream a = upstreams.start("a");
    String name = "hc-panic";
    try (BackendProduct product = new BackendProduct(sluice, name, a.port())) {
      product.provider().setServicePolicy(name, "load_balancer", "{\"panic_threshold\": 0}");
      product
          .set("health_check = '{\"http\": {\"path\": \"/healthz\"}, \"interval\": \"200ms\"}'")
          .publish();
      a.respondWith(500);
      await(product, Set.of(UNAVAILABLE));
      int before = a.requests();
      assertEquals(Map.of(UNAVAILABLE, 20), product.call(20));
      assertEquals(before, a.requests());
      product.provider().deletePolicies("load_balancer");
      ConditionWait.awaitTrue(
          "unhealthy endpoints are tried",
          ControlPlaneState.LIMIT,
          () -> product.client().get("/").status() == 500);
    }
  }

  @Test
  @Tag("C-79")
  @DisplayName("C-79 more requests than allowed: 503 at once, and recovery without action")
  void c79_circuitBreaker() {
    SwitchableUpstream a = upstreams.start("a");
    String name = "hc-breaker";
    try (BackendProduct product = new BackendProduct(sluice, name, a.port())) {
      product
          .provider()
          .setServicePolicy(
              name,
              "circuit_breaker",
              "{\"max_connections\": 1, \"max_pending_requests\": 1, \"max_requests\": 1}");
      product.publish();
      a.freeze();
      int before = a.requests();
      GatewayClient client = product.client();
      CompletableFuture<GatewayResponse> running =
          CompletableFuture.supplyAsync(() -> client.get("/"));
      ConditionWait.awaitTrue("it runs", ControlPlaneState.LIMIT, () -> a.requests() > before);
      // One more request waits for the connection; all further ones are rejected.
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<GatewayResponse>> further =
            IntStream.range(0, 11).mapToObj(_ -> threads.submit(() -> client.get("/"))).toList();
        ConditionWait.awaitTrue(
            "ten are rejected",
            Duration.ofSeconds(10),
            () -> further.stream().filter(Future::isDone).count() == 10);
        further.stream()
            .filter(Future::isDone)
            .map(Future::resultNow)
            .forEach(rejected -> assertEquals(UNAVAILABLE, BackendProduct.outcome(rejected)));
        assertEquals(before + 1, a.requests());
        a.thaw();
      }
      assertEquals("a", running.join().body());
      assertEquals(200, client.get("/").status());
    }
  }

  @Test
  void singleEndpoint_isNeverEjected() {
    SwitchableUpstream a = upstreams.start("a");
    String name = "od-single";
    try (BackendProduct product = new BackendProduct(sluice, name, a.port())) {
      product.provider().setServicePolicy(name, "load_balancer", "{\"panic_threshold\": 0}");
      product.publish();
      a.respondWith(503);
      await(product, Set.of("503 "));
      int before = a.requests();
      product.call(30);
      assertEquals(before + 30, a.requests());
      a.respondWith(200);
      assertEquals(Map.of("a", 10), product.call(10));
    }
  }

  @Test
  void allEndpointsFail_halfOfThemStay() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    String name = "od-half";
    try (BackendProduct product = new BackendProduct(sluice, name, a.port())) {
      product.provider().setServicePolicy(name, "load_balancer", "{\"panic_threshold\": 0}");
      product.add(b.port()).publish();
      await(product, Set.of("a", "b"));
      a.respondWith(503);
      b.respondWith(503);
      product.call(40);
      int seenByA = a.requests();
      int seenByB = b.requests();
      product.call(20);
      int grownA = a.requests() - seenByA;
      int grownB = b.requests() - seenByB;
      assertEquals(20, grownA + grownB);
      assertTrue(grownA == 0 || grownB == 0, () -> grownA + " and " + grownB);
    }
  }

  @Test
  void failurePercentage_ejectsAnEndpoint() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    String name = "od-rates";
    try (BackendProduct product = new BackendProduct(sluice, name, a.port())) {
      product
          .provider()
          .setServicePolicy(
              name,
              "outlier_detection",
              "{\"gateway_errors\": 0, \"interval\": \"1s\", \"ejection\": \"30s\","
                  + " \"failure_percentage\": {\"threshold\": 60, \"min_requests\": 5}}");
      product.add(b.port()).publish();
      await(product, Set.of("a", "b"));
      a.respondWith(500);
      await(product, Set.of("b"));
      assertEquals(Map.of("b", 50), product.call(50));
    }
  }

  private static void await(BackendProduct product, Set<String> outcomes) {
    ConditionWait.awaitTrue(
        "requests end with " + outcomes,
        ControlPlaneState.LIMIT,
        () -> product.call(10).keySet().equals(outcomes));
  }
}
