package dev.sluice.bench.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.http.EventScript.Event;
import dev.sluice.bench.http.EventStreamLoad.Begin;
import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.LoadWindow;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test with callers that are connected to the upstream without a proxy. */
class HttpLoadTest {
  private static final Duration WINDOW = Duration.ofMillis(50);
  private static final byte[] REQUEST = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);

  private final EventLoop loop = new EventLoop();
  private final BenchUpstream upstream;
  private long reads;

  HttpLoadTest() throws IOException {
    upstream = new BenchUpstream(loop);
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void closedLoop_onlyResponsesInWindow_areMeasured() {
    ExpectedExchange exchange =
        new ExpectedExchange("/large", new byte[1 << 20], new byte[300_000]);
    LoadWindow window =
        new ClosedLoopLoad(loop, upstream, exchange, 3).run(upstream.port(), WINDOW, this::cpu);
    assertTrue(upstream.answered() >= Math.max(3, window.latencies().size()));
    assertEquals(0.05, window.seconds());
    assertEquals(new CpuUsage(1, 10, 100), window.cpu());
  }

  @ParameterizedTest
  @EnumSource
  void streams_everyEvent_isMeasured(Begin begin) {
    List<EventScript> scripts = List.of(script(20), script(5));
    var gap = Duration.ofMillis(1);
    EventStreamLoad load = new EventStreamLoad(loop, upstream, REQUEST, scripts, 3, gap, begin);
    EventStreamLoad.StreamWindow window = load.run(upstream.port(), 2, this::cpu);
    assertEquals(2 * (20 + 5 + 20), window.events());
    assertEquals(window.events(), window.streams().delays().size());
    assertEquals(2 * 3, window.streams().first().size());
    assertTrue(window.streams().first().percentile(0.01) > 0);
  }

  @Test
  void compare_changedBody_fails() {
    BodyComparison check = new BodyComparison("a response", REQUEST);
    check.add(StandardCharsets.US_ASCII.encode("{\"a\""));
    assertThrows(ProcessFailedException.class, check::end);
    var failure =
        assertThrows(
            ProcessFailedException.class, () -> check.add(StandardCharsets.US_ASCII.encode(":2}")));
    assertEquals("a response did not arrive as it was sent, from byte 4 on", failure.getMessage());
  }

  private CpuUsage cpu() {
    reads++;
    return new CpuUsage(reads, 10 * reads, 100 * reads);
  }

  private static EventScript script(int events) {
    return new EventScript(
        java.util.stream.IntStream.range(0, events).mapToObj(i -> new Event("e" + i, 1)).toList());
  }
}
