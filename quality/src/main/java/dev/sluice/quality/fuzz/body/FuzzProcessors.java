package dev.sluice.quality.fuzz.body;

import dev.sluice.common.match.route.RouteTable;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.stream.Processor;
import dev.sluice.extproc.stream.ProcessorFactory;
import dev.sluice.extproc.stream.StreamMetrics;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.body.StreamLimits;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeContextReader;
import dev.sluice.extproc.stream.exchange.ServedRoute;
import dev.sluice.extproc.stream.outbound.ResponseSink;
import dev.sluice.quality.detection.rules.RulesFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** A factory of processors with the shipped rules, in the shortest turns. */
public final class FuzzProcessors {
  private static final int BUFFER = 1 << 16;
  private static final int BODY = 1 << 20;
  private static final int RATIO = 100;

  private final Inspector inspector = new PolicyInspector(RulesFile.shipped().policy());
  private final ByteBudget budget = new ByteBudget(Long.MAX_VALUE);
  private final ProcessorFactory factory =
      new ProcessorFactory(
          () -> inspector,
          new ExchangeContextReader(
              "dev",
              BodyInspectionMode.PRE_AND_INCREMENTAL,
              () -> RouteTable.empty(ServedRoute::of)),
          new StreamLimits(BUFFER, BODY, RATIO, Integer.MAX_VALUE, 0, Duration.ZERO),
          budget,
          new StreamMetrics(new SimpleMeterRegistry(), 1));

  Processor open(ResponseSink sink) {
    return factory.open(sink);
  }

  /** Returns the bytes that all exchanges buffer. */
  public long bufferedBytes() {
    return budget.used();
  }
}
