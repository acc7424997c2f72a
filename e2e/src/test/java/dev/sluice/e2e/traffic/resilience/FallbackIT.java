package dev.sluice.e2e.traffic.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.traffic.resilience.FaultyUpstream.FaultyAnswer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of fixed answers and fallback backends in place of a failed backend. */
@ExtendWith(TestEnvironmentExtension.class)
final class FallbackIT {
  private final TestEnvironment sluice;

  FallbackIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  private static final String FIXED =
      "{\"status\":200,\"body\":\"{\\\"share\\\":\\\"100%\\\"}\",\"headers\":{\"cache-control\":\"no-store\"}}";

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a failed backend is replaced by the fixed answer")
  void fallback_failures_getFixedAnswer() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-fixed", upstream.port())) {
      product
          .route("streaming = false")
          .policy("timeout", "{\"total\":\"500ms\"}")
          .policy("fallback", FIXED)
          .publish();
      upstream.answer(FaultyAnswer.of(500));
      assertFixed(product, "error");
      upstream.answer(FaultyAnswer.of(0));
      assertFixed(product, "drop");
      upstream.answer(FaultyAnswer.after(Duration.ofSeconds(5), 200));
      assertFixed(product, "late");
      upstream.stop();
      assertFixed(product, "closed");
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 the fixed answer works on inspected routes")
  void fallback_inspectedRoute_getsFixedAnswer() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-fixed-dlp", upstream.port())) {
      product
          .policy("dlp", "{\"inspection\":\"pre_and_incremental\"}")
          .policy("fallback", FIXED)
          .publish();
      upstream.answer(FaultyAnswer.of(502));
      assertFixed(product, "error");
      GatewayResponse posted = product.client("post").post("/", "{}");
      assertEquals(Optional.of("true"), posted.header("x-fallback"));
    }
  }

  private static void assertFixed(ResilientProduct product, String id) {
    GatewayResponse response = product.client(id).withCorrelation("rs-" + id).get("/");
    assertEquals(200, response.status(), response::toString);
    assertEquals("{\"share\":\"100%\"}", response.body());
    assertEquals(Optional.of("true"), response.header("x-fallback"));
    assertEquals(Optional.of("application/json"), response.header("content-type"));
    assertEquals(Optional.of("no-store"), response.header("cache-control"));
    assertEquals(Optional.of("rs-" + id), response.header("x-correlation-id"));
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 other failures than the listed ones keep their answer")
  void fallback_otherFailure_isPassed() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-listed", upstream.port())) {
      product.policy("fallback", "{\"on\":[\"unreachable\"],\"body\":\"{}\"}").publish();
      upstream.answer(FaultyAnswer.of(500));
      GatewayResponse response = product.client("listed").get("/");
      assertEquals(500, response.status());
      assertEquals(Optional.empty(), response.header("x-fallback"));
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a fallback backend serves while the other is away, without a failed request")
  void fallback_backend_servesMeanwhile() {
    FaultyUpstream main = new FaultyUpstream("main");
    int port = main.port();
    try (FaultyUpstream spare = new FaultyUpstream("spare");
        ResilientProduct product = new ResilientProduct(sluice, "rs-spare", port)) {
      product.fallback("rs-spare-2", spare.port()).publish();
      GatewayResponse before = product.client("one").get("/");
      assertEquals("main try 1", before.body());
      assertEquals(Optional.empty(), before.header("x-fallback"));
      main.stop();
      for (int i = 1; i <= 10; i++) {
        GatewayResponse response = product.client("two").post("/", "{}");
        assertEquals("spare try " + i, response.body());
        assertEquals(Optional.of("true"), response.header("x-fallback"));
      }
      try (FaultyUpstream back = new FaultyUpstream("back", port)) {
        assertTrue(back.port() > 0);
        ConditionWait.awaitTrue(
            "the first backend serves again",
            Duration.ofSeconds(20),
            () -> product.client("three").get("/").header("x-fallback").isEmpty());
      }
      sluice
          .sql()
          .execute(
              "delete from route_backends using backends where backends.id = backend_id and name ="
                  + " ?",
              "rs-spare-2");
      ConditionWait.awaitTrue(
          "the fallback is gone",
          Duration.ofSeconds(20),
          () -> product.client("four").get("/").status() == 503);
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 an error status moves to the fallback backend where the policy retries it")
  void fallback_errorStatus_moves() {
    try (FaultyUpstream main = new FaultyUpstream("main");
        FaultyUpstream spare = new FaultyUpstream("spare");
        ResilientProduct product = new ResilientProduct(sluice, "rs-moves", main.port())) {
      product
          .fallback("rs-moves-2", spare.port())
          .policy("retry", "{\"retries\":1,\"on\":[\"5xx\"]}")
          .publish();
      main.answer(FaultyAnswer.of(500));
      GatewayResponse response = product.client("moves").get("/");
      assertEquals("spare try 1", response.body());
      assertEquals(Optional.of("true"), response.header("x-fallback"));
    }
  }
}
