package dev.sluice.bench.authz;

import dev.sluice.bench.load.Loop;
import dev.sluice.bench.report.ComparisonReport;
import java.io.IOException;

/** The run: processes, and each shape that was asked for. */
final class AuthzBench {
  private final AuthzOptions options;
  private final ComparisonReport report;

  AuthzBench(AuthzOptions options, ComparisonReport report) {
    this.options = options;
    this.report = report;
  }

  void run() throws IOException {
    try (var loop = new Loop();
        var site = new Site(options, report)) {
      var run = new Run(options, site, loop, report);
      new DirectShapes(run).runIn();
      options.shapes().forEach(shape -> measure(shape, run));
      report.judge(Variant.SLUICE.title(), Goals.ALL);
    }
  }

  private static void measure(Shape shape, Run run) {
    switch (shape) {
      case HOT -> new DirectShapes(run).hot();
      case POOL -> new DirectShapes(run).pool();
      case COLD -> new DirectShapes(run).cold();
      case FLOOD -> new FloodShape(run).measure();
      case UNKNOWN -> new UnknownKeyShape(run).measure();
      case CALM -> new DirectShapes(run).calm();
      case MEMORY -> new MemoryShape(run).measure();
      case ENVOY -> new EnvoyShape(run).measure();
    }
  }
}
