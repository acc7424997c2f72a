package dev.sluice.e2e.traffic.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.traffic.resilience.FaultyUpstream.FaultyAnswer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of timeouts, and of streams through all of them. */
@ExtendWith(TestEnvironmentExtension.class)
final class TimeoutIT {
  private final TestEnvironment sluice;

  TimeoutIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a backend that takes longer than the total timeout gives 504")
  void timeout_total_gives504() {
    assertTimeout("rs-total", "{\"total\":\"500ms\"}");
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 an exchange that takes longer than its longest duration gives 504")
  void timeout_maxStreamDuration_gives504() {
    assertTimeout("rs-duration", "{\"total\":\"0s\",\"max_stream_duration\":\"500ms\"}");
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 a request without progress gives 504 after the idle timeout")
  void timeout_idle_gives504() {
    assertTimeout("rs-idle", "{\"total\":\"0s\",\"idle\":\"500ms\"}");
  }

  private void assertTimeout(String name, String timeouts) {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, name, upstream.port())) {
      product.route("streaming = false").policy("timeout", timeouts).publish();
      upstream.answer(FaultyAnswer.after(Duration.ofSeconds(5), 200));
      GatewayResponse response = product.client("slow").get("/");
      assertEquals(504, response.status());
      assertEquals("UPSTREAM_TIMEOUT", response.errorCode());
    }
  }

  @Test
  @Tag("C-20")
  @DisplayName("C-20 no timeout cuts a stream while events arrive")
  void timeout_eventsFlow_streamIsWhole() throws Exception {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct plain = shortTimeouts("rs-flow", upstream).publish();
        ResilientProduct inspected =
            shortTimeouts("rs-flow-dlp", upstream)
                .policy("dlp", "{\"inspection\":\"pre_and_incremental\"}")
                .publish();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      upstream.answer(FaultyAnswer.ofEvents(40, Duration.ofMillis(500)));
      Future<RawHttpMessage> first = threads.submit(() -> stream(plain, "flow"));
      Future<RawHttpMessage> second = threads.submit(() -> stream(inspected, "flow-dlp"));
      for (RawHttpMessage response : List.of(first.get(), second.get())) {
        assertEquals(200, response.status());
        assertTrue(response.whole(), response::toString);
        assertTrue(response.text().contains("[DONE]"), response::toString);
      }
    }
  }

  @Test
  @Tag("C-20")
  @DisplayName("C-20 a stream that is silent for longer than idle is cut and audited")
  void timeout_silence_streamIsCut() {
    String id = TestEnvironment.uniqueId("rs-silent");
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = shortTimeouts("rs-silent", upstream).publish()) {
      upstream.answer(FaultyAnswer.ofEvents(1, Duration.ofSeconds(20)));
      RawHttpMessage response = stream(product, id);
      assertTrue(response.text().contains("data:"), response::toString);
      assertFalse(response.text().contains("[DONE]"), response::toString);
      assertFalse(response.whole(), response::toString);
      sluice.auditRows().awaitOne(id);
    }
  }

  private ResilientProduct shortTimeouts(String name, FaultyUpstream upstream) {
    return new ResilientProduct(sluice, name, upstream.port())
        .route("timeout_ms = 1000")
        .policy("timeout", "{\"total\":\"1s\",\"idle\":\"3s\",\"max_stream_duration\":\"1s\"}")
        .policy("retry", "{\"on\":[\"reset\",\"5xx\"],\"per_try_timeout\":\"1s\"}")
        .policy("client_limits", "{\"request\":\"2s\",\"connection_idle\":\"2s\"}");
  }

  private static RawHttpMessage stream(ResilientProduct product, String id) {
    Map<String, String> headers = new HashMap<>(product.headers(id));
    headers.put("x-correlation-id", id);
    try (RawHttpCall call = product.call()) {
      return call.get("/", headers).readResponse();
    }
  }
}
