package dev.sluice.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.load.EventScript.Event;
import dev.sluice.bench.load.PacedLoad.Begin;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers and upstream with nothing between them. */
class LoadTest {
  private static final Duration WINDOW = Duration.ofMillis(50);
  private static final byte[] REQUEST = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);

  private final Loop loop = new Loop();
  private final Upstream upstream;
  private long reads;

  LoadTest() throws IOException {
    upstream = new Upstream(loop);
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void closed_countsWhatCameInTheWindow() {
    Exchange exchange = Exchange.json("/large", new byte[1 << 20], new byte[300_000]);
    ClosedLoad.Window window =
        new ClosedLoad(loop, upstream, exchange, 3).run(upstream.port(), WINDOW, this::use);
    assertTrue(upstream.answered() >= Math.max(3, window.latencies().size()));
    assertEquals(0.05, window.seconds());
    assertEquals(window.latencies().size(), window.bytes() / 300_000.0, 3);
    assertEquals(new Use(1, 10, 100), window.use());
  }

  @Test
  void closed_burst() {
    EventScript script = script(500);
    Exchange exchange = Exchange.burst("/burst", REQUEST, script);
    new ClosedLoad(loop, upstream, exchange, 2).run(upstream.port(), WINDOW, this::use);
    assertTrue(upstream.answered() >= 2);
    assertEquals(script.body().length, exchange.answerBytes());
  }

  @ParameterizedTest
  @EnumSource
  void paced_hasEveryEventOfEachScript(Begin begin) {
    List<EventScript> scripts = List.of(script(20), script(5));
    var gap = Duration.ofMillis(1);
    PacedLoad load = new PacedLoad(loop, upstream, REQUEST, scripts, 3, gap, begin);
    PacedLoad.Window window = load.run(upstream.port(), 2, this::use);
    assertEquals(2 * (20 + 5 + 20), window.events());
    assertEquals(2 * 2 * 20, window.scripts().getFirst().delays().size());
    assertEquals(2 * 5, window.scripts().getLast().delays().size());
    assertEquals(2, window.scripts().getLast().first().size());
    assertTrue(window.scripts().getFirst().first().percentile(0.01) > 0);
  }

  @Test
  void answers_mustBeWhatWasSent() {
    BodyCheck check = new BodyCheck("an answer", REQUEST);
    check.take(StandardCharsets.US_ASCII.encode("{\"a\""));
    assertThrows(ProcessFailedException.class, check::end);
    var failure =
        assertThrows(
            ProcessFailedException.class,
            () -> check.take(StandardCharsets.US_ASCII.encode(":2}")));
    assertEquals("an answer did not arrive as it was sent, from byte 4 on", failure.getMessage());
  }

  private Use use() {
    reads++;
    return new Use(reads, 10 * reads, 100 * reads);
  }

  private static EventScript script(int events) {
    return new EventScript(
        java.util.stream.IntStream.range(0, events).mapToObj(i -> new Event("e" + i, 1)).toList());
  }
}
