package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.match.route.RouteTable;
import dev.sluice.extproc.stream.ProcessorFactory;
import dev.sluice.extproc.stream.StreamMetrics;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.body.StreamLimits;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeContextReader;
import dev.sluice.extproc.stream.exchange.ServedRoute;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtProcWarmUpTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final ProcessorRegistry streams =
      new ProcessorRegistry(
          new ProcessorFactory(
              () -> new WordInspector("v1", true),
              new ExchangeContextReader(
                  "dev",
                  BodyInspectionMode.PRE_AND_INCREMENTAL,
                  () -> RouteTable.empty(ServedRoute::of)),
              new StreamLimits(1 << 20, 1 << 20, 100, 1 << 20, 0),
              budget,
              new StreamMetrics(metrics, 1)),
          100,
          Duration.ofMinutes(1),
          metrics);

  @Test
  void run_everyExchange_completes() {
    int exchanges;
    try (ExtProcWarmUp runIn = runIn()) {
      exchanges = runIn.run(Duration.ofMillis(1));
    }
    assertTrue(exchanges > 1);
    assertTrue(metrics.counter("sse_streams_total", "end", "done").count() > 0);
    assertEquals(0, streams.size());
    assertEquals(0, metrics.counter("extproc_streams_refused_total").count());
    assertEquals(0, budget.used());
  }

  @Test
  void run_noTime_noExchange() {
    try (ExtProcWarmUp runIn = runIn()) {
      assertEquals(0, runIn.run(Duration.ZERO));
    }
  }

  private ExtProcWarmUp runIn() {
    HostPort anywhere = new HostPort("127.0.0.1", 0);
    return new ExtProcWarmUp(
        streams,
        new GrpcServerConfig(anywhere, 1 << 20, 100, Duration.ofSeconds(1), Optional.empty()));
  }
}
