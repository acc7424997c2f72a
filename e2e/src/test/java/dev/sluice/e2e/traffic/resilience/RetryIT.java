package dev.sluice.e2e.traffic.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.traffic.resilience.FaultyUpstream.FaultyAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of retries: which requests are repeated, when, and how many. */
@ExtendWith(TestEnvironmentExtension.class)
final class RetryIT {
  private final TestEnvironment sluice;

  RetryIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a backend that fails twice and then answers gives 200")
  void retry_twoFailures_areHidden() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-twice", upstream.port())) {
      product.policy("retry", "{\"retries\":3,\"on\":[\"5xx\"]}").publish();
      upstream.answerEach(attempt -> FaultyAnswer.of(attempt <= 2 ? 503 : 200));
      GatewayResponse response = product.client("twice").get("/");
      assertEquals(200, response.status());
      assertEquals("main try 3", response.body());
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 the gaps between tries grow")
  void retry_gaps_grow() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-gaps", upstream.port())) {
      product
          .policy(
              "retry",
              "{\"retries\":3,\"on\":[\"5xx\"],\"backoff_base\":\"100ms\",\"backoff_max\":\"2s\"}")
          .policy("circuit_breaker", "{\"retry_percent\":100,\"min_retries\":100}")
          .publish();
      upstream.answerEach(attempt -> FaultyAnswer.of(attempt <= 3 ? 503 : 200));
      List<String> seen = new ArrayList<>();
      // A busy machine makes single gaps much longer.
      boolean grow =
          IntStream.range(0, 4).anyMatch(round -> gapsGrow(upstream, product, round, seen));
      assertTrue(grow, seen::toString);
    }
  }

  private static boolean gapsGrow(
      FaultyUpstream upstream, ResilientProduct product, int round, List<String> seen) {
    String caller = "gaps-" + round + "-";
    List<GatewayResponse> responses =
        ResilientProduct.concurrently(16, i -> product.client(caller + i).get("/"));
    assertTrue(responses.stream().allMatch(response -> response.status() == 200));
    // Envoy chooses each gap at random below 100, 200 and 400 ms.
    long first = gaps(upstream, caller, responses.size(), 1);
    long last = gaps(upstream, caller, responses.size(), 3);
    seen.add(first + " ms, then " + last + " ms");
    return last > 1.5 * first;
  }

  private static long gaps(FaultyUpstream upstream, String caller, int requests, int gap) {
    return IntStream.range(0, requests).mapToLong(i -> upstream.gapMillis(caller + i, gap)).sum();
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 the budget limits retries when everything fails")
  void retry_everythingFails_budgetLimits() {
    int requests = 40;
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-budget", upstream.port())) {
      product
          .policy(
              "retry",
              "{\"retries\":3,\"on\":[\"5xx\"],\"backoff_base\":\"1ms\",\"backoff_max\":\"1ms\"}")
          .policy("circuit_breaker", "{\"retry_percent\":10,\"min_retries\":1}")
          .publish();
      upstream.answer(FaultyAnswer.after(Duration.ofMillis(200), 500));
      List<GatewayResponse> responses =
          ResilientProduct.concurrently(requests, i -> product.client("budget").get("/"));
      assertTrue(responses.stream().allMatch(response -> response.status() == 500));
      int tries = upstream.arrivals("budget").size();
      assertTrue(tries < 2 * requests, () -> tries + " tries of " + requests + " requests");
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 without a policy, a request that reached the backend is not repeated")
  void retry_byDefault_isSafe() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-safe", upstream.port())) {
      product.publish();
      upstream.answer(FaultyAnswer.of(0));
      GatewayResponse response = product.client("safe").post("/", "{}");
      assertEquals(503, response.status());
      assertEquals("UPSTREAM_UNAVAILABLE", response.errorCode());
      assertEquals(1, upstream.arrivals("safe").size());
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 without a policy, a request to a closed port is repeated at another endpoint")
  void retry_closedPort_otherEndpoint() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-closed", upstream.port())) {
      product.endpoint(StackPorts.findFreePort()).publish();
      for (int i = 0; i < 20; i++) {
        assertEquals(200, product.client("closed").post("/", "{}").status());
      }
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 only idempotent methods are repeated after the backend got the request")
  void retry_lostConnection_dependsOnMethod() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-methods", upstream.port())) {
      product.policy("retry", "{\"on\":[\"reset\",\"5xx\"]}").publish();
      upstream.answerEach(attempt -> FaultyAnswer.of(attempt == 1 ? 0 : 200));
      assertEquals(200, product.client("methods-get").get("/").status());
      assertEquals(503, product.client("methods-post").post("/", "{}").status());
      assertEquals(1, upstream.arrivals("methods-post").size());
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a retry waits for Retry-After")
  void retry_retryAfter_isKept() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-after", upstream.port())) {
      product.policy("retry", "{\"status_codes\":[429],\"retry_after_max\":\"5s\"}").publish();
      FaultyAnswer busy =
          new FaultyAnswer(429, Duration.ZERO, 0, Duration.ZERO, Map.of("retry-after", "1"));
      upstream.answerEach(attempt -> attempt == 1 ? busy : FaultyAnswer.of(200));
      assertEquals(200, product.client("after").get("/").status());
      assertTrue(upstream.gapMillis("after", 1) >= 900);
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a slow try ends before the retry, or stays open with hedge")
  void retry_slowTry_isReplacedOrHedged() {
    String tries = "\"on\":[\"reset\"],\"per_try_timeout\":\"300ms\"";
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-slow", upstream.port());
        ResilientProduct hedged = new ResilientProduct(sluice, "rs-hedge", upstream.port())) {
      product.policy("retry", "{" + tries + "}").publish();
      hedged.policy("retry", "{\"hedge\":true," + tries + "}").publish();
      upstream.answerEach(
          attempt -> FaultyAnswer.after(Duration.ofSeconds(attempt == 1 ? 10 : 0), 200));
      assertEquals("main try 2", product.client("slow").get("/").body());
      upstream.answerEach(
          attempt -> FaultyAnswer.after(Duration.ofMillis(attempt == 1 ? 900 : 10_000), 200));
      assertEquals("main try 1", hedged.client("hedge").get("/").body());
      assertTrue(upstream.arrivals("hedge").size() > 1);
    }
  }
}
