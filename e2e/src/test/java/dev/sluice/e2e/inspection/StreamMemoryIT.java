package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.client.UnreadStreams;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of memory use by open streams, and by clients that stop reading. */
@ExtendWith(TestEnvironmentExtension.class)
final class StreamMemoryIT {
  private static final int IDLE = 400;
  private static final int STOPPED = 20;
  private static final int OTHERS = 200;
  private static final double BYTES_OF_ONE = 64 << 10;
  private static final double BYTES_OF_STOPPED = 32 << 20;
  private static final double BYTES_IN_ENVOY = 4 << 20;

  private final TestEnvironment sluice;

  StreamMemoryIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void idleStreamsAndStoppedReaders_memoryIsBounded() {
    assertOthersAreServed();
    double before = sluice.extprocServerMetrics().heapBytes();
    try (UnreadStreams idle = streams(Map.of("x-stub-delay-ms", "3600000"));
        UnreadStreams stopped = streams(Map.of("x-stub-delay-ms", "0", "x-stub-times", "1500"))) {
      idle.open(IDLE);
      double with = sluice.extprocServerMetrics().heapBytes();
      assertTrue(with - before < IDLE * BYTES_OF_ONE, (with - before) / IDLE + " bytes each");
      stopped.open(STOPPED);
      assertOthersAreServed();
      double most = sluice.extprocServerMetrics().heapBytes();
      assertTrue(most - with < BYTES_OF_STOPPED, most - with + " bytes for those who do not read");
      assertEquals(IDLE + STOPPED, idle.count() + stopped.count());
      assertTrue(sluice.extprocMetric("extproc_streams_active") >= IDLE);
    }
    awaitOpenStreams(0);
    assertEquals(0, sluice.extprocMetric("extproc_held_bytes"));
  }

  /** Checks that a client that stops reading slows the upstream, without buffering. */
  @Test
  void stoppedReaders_slowTheUpstream() {
    assertOthersAreServed();
    long envoy = sluice.stack().envoy().pid();
    double before = ServerMetrics.residentBytes(envoy);
    try (UnreadStreams stopped = streams(Map.of("x-stub-delay-ms", "0", "x-stub-times", "15000"))) {
      stopped.open(STOPPED);
      assertOthersAreServed();
      double added = ServerMetrics.residentBytes(envoy) - before;
      assertTrue(added < STOPPED * BYTES_IN_ENVOY, added + " bytes more in Envoy");
      awaitOpenStreams(STOPPED);
    }
    awaitOpenStreams(0);
  }

  private void assertOthersAreServed() {
    for (int i = 0; i < OTHERS; i++) {
      assertEquals(
          200,
          sluice
              .withRole("viewer")
              .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"))
              .status());
    }
  }

  /** Waits, because the stream of an answered request ends a moment after its caller has it. */
  private void awaitOpenStreams(int count) {
    ConditionWait.awaitTrue(
        count + " streams are open",
        ControlPlaneState.LIMIT,
        () -> sluice.extprocMetric("extproc_streams_active") == count);
  }

  private UnreadStreams streams(Map<String, String> script) {
    Map<String, String> headers = new LinkedHashMap<>(script);
    headers.put("authorization", "Bearer " + sluice.stack().issuer().token("viewer"));
    String prompt =
        TestEnvironment.streamedPrompt("Read me the " + StubCompletions.RECORD_PROMPT + ".");
    return new UnreadStreams(
        sluice.stack().ports().of(StackPort.GATEWAY), TestEnvironment.CHAT, headers, prompt);
  }
}
