package dev.sluice.bench.audit;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.time.Duration;
import java.util.BitSet;

/** A comparison of the rows of a load through Envoy with the responses that callers got. */
record ChatRowCheck(SluiceStack stack, BenchReport report) {
  private static final String SLUICE = "Sluice";
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int FEW = 100;

  /** Waits until the spools are almost empty. */
  void awaitDrained() {
    ConditionWait.awaitTrue("the spools are almost empty", LIMIT, () -> queueDepth() < FEW);
  }

  /** Reports the rows; missing rows and duplicates fail the run. */
  void check(String title, ChatLoad load) {
    ConditionWait.awaitTrue("the spools are empty", LIMIT, () -> queueDepth() == 0);
    EmbeddedDatabase database = stack.database();
    BitSet answered = load.answered();
    ConditionWait.becomesTrue(
        SOON, () -> RowCoverage.of(database, RowCoverage.EXCHANGES).missing(answered) == 0);
    RowCoverage exchanges = RowCoverage.of(database, RowCoverage.EXCHANGES);
    RowCoverage decisions = RowCoverage.of(database, RowCoverage.DECISIONS);
    int missing = exchanges.missing(answered) + decisions.missing(load.passed());
    long duplicates = exchanges.duplicates() + decisions.duplicates();
    report.add(
        new ReportSection.Builder(title)
            .add("requests answered", SLUICE, answered.cardinality())
            .add("rows of exchanges", SLUICE, (double) exchanges.rows())
            .add("rows of decisions", SLUICE, (double) decisions.rows())
            .add("answered decisions without a row", SLUICE, missing)
            .add("decisions or exchanges with two rows", SLUICE, (double) duplicates)
            .build());
    report.check(
        title,
        missing == 0 && duplicates == 0,
        "%d are missing, %d are duplicates".formatted(missing, duplicates));
  }

  private double queueDepth() {
    return queueDepth(ServerKind.EXTAUTHZ, StackPort.EXTAUTHZ_OPS)
        + queueDepth(ServerKind.EXTPROC, StackPort.EXTPROC_OPS);
  }

  private double queueDepth(ServerKind kind, StackPort ops) {
    return RecordStack.queueDepth(
        new ServerMetrics(stack.process(kind).pid(), stack.ports().http(ops)));
  }
}
