package dev.sluice.bench.audit;

import dev.sluice.bench.Environments;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.e2e.stack.SluiceStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** PostgreSQL away for a while: what callers notice, and that every row is there afterwards. */
record OutageShape(AuditOptions options, ComparisonReport report) {
  private static final int PER_SECOND = 100;
  private static final Duration RUN_IN = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  void measure() throws IOException {
    Duration beside = options.outage().compareTo(LONGEST) < 0 ? options.outage() : LONGEST;
    try (SluiceStack stack = Environments.start(Map.of())) {
      var rows = new ChatRows(stack, report);
      var load = new ChatLoad(stack, PER_SECOND);
      List<Phase> phases;
      try (load) {
        report.progress(Names.OUTAGE + ": run-in");
        load.during("run-in", RUN_IN);
        report.progress(Names.OUTAGE + ": before");
        Phase before = load.during(Names.BEFORE, beside);
        report.progress(Names.OUTAGE + ": PostgreSQL is away");
        Phase away = load.begin(Names.AWAY);
        stack.database().close();
        Pauses.pause(options.outage());
        report.progress(Names.OUTAGE + ": PostgreSQL is back");
        Phase back = load.begin("back");
        stack.database().start();
        rows.awaitDrained();
        report.progress(Names.OUTAGE + ": after");
        phases = List.of(before, away, back, load.during(Names.AFTER, beside));
      }
      report.add(new PhaseTable(Names.OUTAGE, phases).section());
      rows.tell(Names.OUTAGE_ROWS, load);
    }
  }
}
