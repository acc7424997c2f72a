package dev.sluice.bench.fuzz.body;

import dev.sluice.bench.detection.rules.RulesFile;
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
import dev.sluice.extproc.stream.outbound.ResponseSink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** Makes processors that inspect everything by the shipped rules, in the shortest turns. */
public final class Processors {
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
              () -> RouteTable.empty(RouteTable.Entry::new)),
          new StreamLimits(BUFFER, BODY, RATIO, Duration.ZERO),
          budget,
          new StreamMetrics(new SimpleMeterRegistry(), 1));

  Processor open(ResponseSink sink) {
    return factory.open(sink);
  }

  /** What all exchanges hold; nothing, once they are over. */
  public long held() {
    return budget.used();
  }
}
