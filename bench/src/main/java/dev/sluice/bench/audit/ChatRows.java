package dev.sluice.bench.audit;

import dev.sluice.bench.report.Cell;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.bench.report.Row;
import dev.sluice.bench.report.Section;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** The rows that a load through Envoy left, held against what callers saw. */
record ChatRows(SluiceStack stack, ComparisonReport report) {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int FEW = 100;

  /** Waits until hardly anything waits in the spools any more. */
  void awaitDrained() {
    ConditionWait.awaitTrue("the spools are empty", LIMIT, () -> waiting() < FEW);
  }

  /** Tells of rows that are missing or too many; each of these ends the run with a failure. */
  void tell(String title, ChatLoad load) {
    ConditionWait.awaitTrue("the spools are empty", LIMIT, () -> waiting() == 0);
    EmbeddedDatabase database = stack.database();
    BitSet answered = load.answered();
    ConditionWait.becomesTrue(
        SOON, () -> Tally.of(database, Tally.EXCHANGES).missing(answered) == 0);
    Tally exchanges = Tally.of(database, Tally.EXCHANGES);
    Tally decisions = Tally.of(database, Tally.DECISIONS);
    int missing = exchanges.missing(answered) + decisions.missing(load.passed());
    long twice = exchanges.twice() + decisions.twice();
    report.add(
        new Section(
            title,
            List.of(Names.SLUICE),
            List.of(
                row("requests answered", answered.cardinality()),
                row("rows of exchanges", exchanges.rows()),
                row("rows of decisions", decisions.rows()),
                row(Names.MISSING, missing),
                row(Names.TWICE, twice))));
    if (missing > 0 || twice > 0) {
      report.broke("%s: %d rows are missing, %d too many".formatted(title, missing, twice));
    }
  }

  private double waiting() {
    return waiting(ServerKind.EXTAUTHZ, StackPort.EXTAUTHZ_OPS)
        + waiting(ServerKind.EXTPROC, StackPort.EXTPROC_OPS);
  }

  private double waiting(ServerKind kind, StackPort ops) {
    return new ServerMetrics(stack.process(kind).pid(), stack.ports().http(ops))
        .metric("audit_queue_depth", "");
  }

  private static Row row(String name, long count) {
    return new Row(name, Map.of(Names.SLUICE, Cell.of(List.of((double) count))));
  }
}
