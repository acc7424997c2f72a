package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.HeldStreams;
import dev.sluice.e2e.client.ServerFigures;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stub.Answers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Open streams cost little, and those who stop to read cost nobody else anything. */
@ExtendWith(SluiceExtension.class)
final class StreamMemoryIT {
  private static final int IDLE = 400;
  private static final int STOPPED = 20;
  private static final int OTHERS = 200;
  private static final double BYTES_OF_ONE = 64 << 10;
  private static final double BYTES_OF_STOPPED = 32 << 20;
  private static final double BYTES_IN_ENVOY = 4 << 20;

  private final Sluice sluice;

  StreamMemoryIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  void idleStreamsAndStoppedReaders_costOthersNothing() {
    assertOthersAreServed();
    double before = sluice.extproc().heap();
    try (HeldStreams idle = streams(Map.of("x-stub-delay-ms", "3600000"));
        HeldStreams stopped = streams(Map.of("x-stub-delay-ms", "0", "x-stub-times", "1500"))) {
      idle.open(IDLE);
      double with = sluice.extproc().heap();
      assertTrue(with - before < IDLE * BYTES_OF_ONE, (with - before) / IDLE + " bytes each");
      stopped.open(STOPPED);
      assertOthersAreServed();
      double most = sluice.extproc().heap();
      assertTrue(most - with < BYTES_OF_STOPPED, most - with + " bytes for those who do not read");
      assertEquals(IDLE + STOPPED, idle.count() + stopped.count());
      assertTrue(sluice.extprocMetric("extproc_streams_active") >= IDLE);
    }
    Await.until(
        "all streams are over",
        Proof.LIMIT,
        () -> sluice.extprocMetric("extproc_streams_active") == 0);
    assertEquals(0, sluice.extprocMetric("extproc_held_bytes"));
  }

  /** What nobody reads stays with the upstream, not in Envoy nor in the server. */
  @Test
  void stoppedReadersOfLongAnswers_holdUpTheUpstream() {
    assertOthersAreServed();
    long envoy = sluice.stack().envoy().pid();
    double before = ServerFigures.resident(envoy);
    try (HeldStreams stopped = streams(Map.of("x-stub-delay-ms", "0", "x-stub-times", "15000"))) {
      stopped.open(STOPPED);
      assertOthersAreServed();
      double added = ServerFigures.resident(envoy) - before;
      assertTrue(added < STOPPED * BYTES_IN_ENVOY, added + " bytes more in Envoy");
      assertEquals(STOPPED, sluice.extprocMetric("extproc_streams_active"));
    }
    Await.until(
        "all streams are over",
        Proof.LIMIT,
        () -> sluice.extprocMetric("extproc_streams_active") == 0);
  }

  private void assertOthersAreServed() {
    for (int i = 0; i < OTHERS; i++) {
      assertEquals(200, sluice.as("viewer").post(Sluice.CHAT, Sluice.prompt("ping")).status());
    }
  }

  private HeldStreams streams(Map<String, String> script) {
    Map<String, String> headers = new LinkedHashMap<>(script);
    headers.put("authorization", "Bearer " + sluice.stack().issuer().token("viewer"));
    String prompt = Sluice.streamedPrompt("Read me the " + Answers.RECORD_PROMPT + ".");
    return new HeldStreams(sluice.stack().ports().of(Port.GATEWAY), Sluice.CHAT, headers, prompt);
  }
}
