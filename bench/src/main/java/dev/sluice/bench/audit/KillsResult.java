package dev.sluice.bench.audit;

import dev.sluice.bench.report.Cell;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.bench.report.Row;
import dev.sluice.bench.report.Section;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows that there are, held against what callers saw. */
final class KillsResult {
  private static final String BESIDE =
      "select count(*) from audit_side_records where target = 'decision_events'";
  private static final String RECONCILED =
      "select count(*) from audit_events where (extra->>'reconciled')::boolean";

  private final AuditOptions options;
  private final ComparisonReport report;
  private final List<Row> rows = new ArrayList<>();

  KillsResult(AuditOptions options, ComparisonReport report) {
    this.options = options;
    this.report = report;
  }

  void tell(RecordSite site, Calls calls, long again) {
    Tally decisions = Tally.of(site.database(), Tally.DECISIONS);
    Tally exchanges = Tally.of(site.database(), Tally.EXCHANGES);
    row("policy servers killed", options.kills());
    row("PostgreSQL killed", options.databaseKills());
    row("decisions answered", calls.count());
    row("of them denied", calls.denied());
    BitSet unexpected = calls.unexpected();
    int wrong = Tally.of(site.database(), Tally.TURNED_AWAY).missing(unexpected);
    row("good ones turned away, 503", unexpected.cardinality() - wrong);
    row("checks asked again", again);
    row("rows of decisions", decisions.rows());
    row("told twice, kept beside the table", site.number(BESIDE));
    row("rows made by the reconciler", site.number(RECONCILED));
    must(Names.MISSING, decisions.missing(calls.answered()));
    must(Names.TWICE, decisions.twice() + exchanges.twice());
    must(Names.ALONE, exchanges.missing(decisions.once()));
    must(Names.WRONG, wrong);
    Optional<String> faults = site.faults();
    faults.ifPresent(report::note);
    must(Names.BROKEN, faults.isPresent() ? 1 : 0);
    report.add(new Section(Names.KILLS, List.of(Names.SLUICE), rows));
  }

  private void must(String name, long count) {
    row(name, count);
    if (count > 0) {
      report.broke(name + ": " + count);
    }
  }

  private void row(String name, long count) {
    rows.add(new Row(name, Map.of(Names.SLUICE, Cell.of(List.of((double) count)))));
  }
}
