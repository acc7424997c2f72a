package dev.sluice.ctl.dlp.report;

import dev.sluice.ctl.dlp.scan.ScanFinding;
import java.io.PrintWriter;
import java.util.Locale;

/** A report with one line for each finding: the place, the rule, the kind and the action. */
public final class FindingLines implements FindingReport {
  private static final int SHOWN_COMMIT = 12;

  private final PrintWriter out;

  public FindingLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void add(ScanFinding finding) {
    String commit =
        finding.commit().isEmpty() ? "" : finding.commit().substring(0, SHOWN_COMMIT) + ":";
    // A name must not control the terminal.
    String path = finding.path().replaceAll("\\p{Cntrl}", "?");
    String place = commit + path + ":" + finding.line() + ":" + finding.column();
    out.println(
        String.format(
            Locale.ROOT,
            "%-48s  %-18s %-18s %s",
            place,
            finding.rule(),
            finding.kind(),
            finding.action()));
  }

  @Override
  public void end(ScanSummary summary) {
    out.flush();
  }
}
