package dev.sluice.ctl.dlp.report;

import dev.sluice.ctl.dlp.scan.ScanFinding;

/** A report that receives findings one by one, so that none has to be kept. */
public interface FindingReport {
  /** Adds a finding. */
  void add(ScanFinding finding);

  /** Ends the report. */
  void end(ScanSummary summary);
}
