package dev.sluice.bench.audit;

import dev.sluice.bench.report.ComparisonReport;
import java.io.IOException;

/** The run: each shape that was asked for. */
final class AuditBench {
  private final AuditOptions options;
  private final ComparisonReport report;

  AuditBench(AuditOptions options, ComparisonReport report) {
    this.options = options;
    this.report = report;
  }

  void run() throws IOException {
    for (Shape shape : options.shapes()) {
      switch (shape) {
        case KILLS -> new KillsShape(options, report).measure();
        case COST -> new CostShape(options, report).measure();
        case OUTAGE -> new OutageShape(options, report).measure();
        case DISKFULL -> new DiskFullShape(report).measure();
      }
    }
    report.judge(Names.SLUICE, Goals.ALL);
    if (options.shapes().contains(Shape.COST)) {
      report.judge(CostVariant.BEFORE.title(), Goals.COST);
    }
    if (options.shapes().contains(Shape.OUTAGE)) {
      report.judge(Names.AWAY, Goals.OUTAGE);
      report.judge(Names.AFTER, Goals.OUTAGE);
    }
  }
}
