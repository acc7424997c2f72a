package dev.sluice.e2e.traffic.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.traffic.resilience.FaultyUpstream.FaultyAnswer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of limits against slow clients, large headers and load. */
@ExtendWith(TestEnvironmentExtension.class)
final class ClientLimitsIT {
  private final TestEnvironment sluice;

  ClientLimitsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 slow headers, a slow body and large headers are rejected")
  void limits_slowClient_isRejected() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-limits", upstream.port())) {
      product
          .policy(
              "client_limits",
              "{\"request_headers\":\"1s\",\"request\":\"2s\",\"max_header_kb\":4}")
          .publish();
      String start = "POST / HTTP/1.1\r\nhost: " + product.host() + "\r\nx-case: limits\r\n";
      assertRejected(product, start, 408, "REQUEST_TIMEOUT");
      assertRejected(product, start + "content-length: 10\r\n\r\nabc", 408, "REQUEST_TIMEOUT");
      assertRejected(
          product,
          start + "x-large: " + "a".repeat(5_000) + "\r\n\r\n",
          431,
          "REQUEST_HEADERS_TOO_LARGE");
    }
  }

  private static void assertRejected(
      ResilientProduct product, String request, int status, String code) {
    try (RawHttpCall call = product.call()) {
      RawHttpMessage response = call.sendRaw(request).readResponse();
      assertEquals(status, response.status(), response::toString);
      assertTrue(response.text().contains(code), response::toString);
    }
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 adaptive concurrency rejects requests beyond its limit")
  void adaptiveConcurrency_beyondLimit_isRejected() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-adaptive", upstream.port())) {
      product
          .route("streaming = false")
          .policy(
              "adaptive_concurrency",
              "{\"min_concurrency\":1,\"max_concurrency\":1,\"rtt_requests\":100}")
          .publish();
      upstream.answer(FaultyAnswer.after(Duration.ofMillis(500), 200));
      List<GatewayResponse> responses =
          ResilientProduct.concurrently(10, i -> product.client("adaptive").get("/"));
      assertTrue(responses.stream().anyMatch(response -> response.status() == 200));
      assertTrue(
          responses.stream()
              .anyMatch(response ->
                  response.status() == 503 && response.errorCode().equals("UPSTREAM_UNAVAILABLE")));
    }
  }
}
