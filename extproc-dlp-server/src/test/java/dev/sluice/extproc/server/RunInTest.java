package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.match.RouteTable;
import dev.sluice.extproc.stream.ByteBudget;
import dev.sluice.extproc.stream.ExchangeReader;
import dev.sluice.extproc.stream.Inspection;
import dev.sluice.extproc.stream.ProcessorFactory;
import dev.sluice.extproc.stream.StreamLimits;
import dev.sluice.extproc.stream.StreamMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunInTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final RunIn runIn =
      new RunIn(
          new ProcessorFactory(
              () -> new WordInspector("v1", true),
              new ExchangeReader(
                  "dev",
                  Inspection.PRE_AND_INCREMENTAL,
                  () -> RouteTable.empty(RouteTable.Entry::new)),
              new StreamLimits(1 << 20, 1 << 20, 100),
              budget,
              new StreamMetrics(metrics, 1)));

  @Test
  void run_everyExchangeComesToItsEnd() {
    int exchanges = runIn.run(Duration.ofMillis(1));
    assertTrue(exchanges > 0);
    assertEquals(exchanges, metrics.counter("sse_streams_total", "end", "done").count());
    assertEquals(0, budget.used());
  }

  @Test
  void run_noTime_nothing() {
    assertEquals(0, runIn.run(Duration.ZERO));
  }
}
