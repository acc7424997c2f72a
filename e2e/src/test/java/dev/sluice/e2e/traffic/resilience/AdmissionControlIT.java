package dev.sluice.e2e.traffic.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.traffic.resilience.FaultyUpstream.FaultyAnswer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of requests that are rejected while the backends of a route fail. */
@ExtendWith(TestEnvironmentExtension.class)
final class AdmissionControlIT {
  private static final String POLICY =
      "{\"success_percent\": 90, \"window\": \"2s\", \"min_rate\": 0}";
  // Each call is rejected with a probability that grows to 80 %.
  private static final int CALLS = 60;

  private final TestEnvironment sluice;

  AdmissionControlIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a failing backend gets fewer requests until it has recovered")
  void admissionControl_failingBackend_isSpared() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-admission", upstream.port())) {
      product
          .policy("outlier_detection", "{\"gateway_errors\": 0}")
          .policy("admission_control", POLICY)
          .publish();
      upstream.answer(FaultyAnswer.of(500));
      List<GatewayResponse> responses = calls(product, "failing");
      List<GatewayResponse> rejected =
          responses.stream().filter(response -> response.status() == 503).toList();
      assertTrue(!rejected.isEmpty(), responses::toString);
      rejected.forEach(response -> assertEquals("UPSTREAM_UNAVAILABLE", response.errorCode()));
      assertEquals(CALLS - rejected.size(), upstream.arrivals("failing").size());
      upstream.answer(FaultyAnswer.of(200));
      ConditionWait.awaitTrue(
          "no request is rejected",
          ControlPlaneState.LIMIT,
          () -> calls(product, "well").stream().allMatch(response -> response.status() == 200));
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a rejected request gets the fixed answer of the route")
  void admissionControl_withFallback_isAnswered() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-spared", upstream.port())) {
      product
          .policy("outlier_detection", "{\"gateway_errors\": 0}")
          .policy("admission_control", POLICY)
          .policy("fallback", "{\"status\": 200, \"body\": \"[]\"}")
          .publish();
      upstream.answer(FaultyAnswer.of(500));
      for (GatewayResponse response : calls(product, "spared")) {
        assertEquals(200, response.status());
        assertEquals("[]", response.body());
        assertEquals(Optional.of("true"), response.header("x-fallback"));
      }
      assertTrue(upstream.arrivals("spared").size() < CALLS);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # every n-th call fails | policy | fewest and most rejected of 60
          1 | {"min_rate": 1000} | 0 | 0
          1 | {"min_rate": 0, "max_rejected_percent": 1} | 0 | 15
          5 | {"min_rate": 0, "success_percent": 90} | 0 | 30
          5 | {"min_rate": 0, "success_percent": 90, "aggression": 10} | 20 | 59
          """)
  void admissionControl_keys_decideHowMany(int failing, String policy, int fewest, int most) {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-keys", upstream.port())) {
      product
          .policy("outlier_detection", "{\"gateway_errors\": 0}")
          .policy("admission_control", policy)
          .publish();
      upstream.answerEach(attempt -> FaultyAnswer.of(attempt % failing == 0 ? 500 : 200));
      int rejected =
          (int) calls(product, "keys").stream().filter(call -> call.status() == 503).count();
      assertTrue(fewest <= rejected && rejected <= most, policy + " rejected " + rejected);
    }
  }

  private static List<GatewayResponse> calls(ResilientProduct product, String id) {
    return IntStream.range(0, CALLS).mapToObj(_ -> product.client(id).get("/")).toList();
  }
}
