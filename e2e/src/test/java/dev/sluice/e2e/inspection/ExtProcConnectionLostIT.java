package dev.sluice.e2e.inspection;

import static dev.sluice.e2e.support.BodyModeEnvoy.EVENTS;
import static dev.sluice.e2e.support.BodyModeEnvoy.EVENTS_OF_RECORD;
import static dev.sluice.e2e.support.BodyModeEnvoy.JSON;
import static dev.sluice.e2e.support.BodyModeEnvoy.NONE;
import static dev.sluice.e2e.support.BodyModeEnvoy.RECORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.support.BodyModeEnvoy;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tests that nothing passes uninspected when extproc-dlp-server disconnects, in any body mode
 * and phase.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class ExtProcConnectionLostIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final TestEnvironment sluice;
  private final BodyModeEnvoy envoy;
  private final RawHttpUpstream upstream;

  ExtProcConnectionLostIT(TestEnvironment sluice) {
    this.sluice = sluice;
    envoy = new BodyModeEnvoy(sluice);
    upstream = envoy.upstream();
  }

  @AfterAll
  void close() {
    envoy.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "streamed", "duplex"})
  void lostDuringRequest_isDenied(String mode) {
    upstream.respondWith(new ScriptedResponse(JSON, RECORD, NONE));
    ConditionWait.awaitTrue("all before is over", LIMIT, () -> open() == 0);
    try (RawHttpCall call = envoy.connect()) {
      call.openPost("/" + mode, Map.of("content-type", JSON)).sendChunk(RECORD.getFirst());
      ConditionWait.awaitTrue("the request is inspected", LIMIT, () -> open() == 1);
      envoy.cut();
      RawHttpMessage answer = call.readResponse();
      assertEquals("500 ", answer.status() + " " + answer.text());
    }
    // In streamed mode, the headers were sent before.
    assertTrue(upstream.receivedOnlyHeaders());
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "streamed", "duplex"})
  void lostDuringResponse_isCut(String mode) {
    List<String> events = new ArrayList<>(EVENTS_OF_RECORD);
    events.add(1, RawHttpUpstream.PAUSE);
    upstream.respondWith(new ScriptedResponse(EVENTS, events, NONE));
    try (RawHttpCall call = envoy.connect()) {
      call.post("/" + mode, Map.of("content-type", JSON), String.join("", RECORD));
      ConditionWait.awaitTrue(
          "the answer has begun", LIMIT, () -> upstream.lastRequest().isPresent());
      envoy.cut();
      upstream.resume();
      RawHttpMessage answer = call.readResponse();
      assertTrue(answer.status() == 500 || !answer.whole(), answer.toString());
      assertFalse(answer.text().contains("ann.exa"), answer.toString());
    }
  }

  private double open() {
    return sluice.extprocMetric("extproc_streams_active");
  }
}
