package dev.sluice.ctl.dlp.report;

import dev.sluice.ctl.dlp.scan.UnitResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The counts of a scan. */
public final class ScanSummary {
  private static final int MOST_PROBLEMS = 100;

  private final List<String> problems = new ArrayList<>();
  private long texts;
  private long bytes;
  private long binaries;
  private long findings;
  private long accepted;

  /** Adds the result of a part, without its findings. */
  public void add(UnitResult result) {
    texts += result.texts();
    bytes += result.bytes();
    binaries += result.binaries();
    findings += result.more();
    result.problems().stream().limit(MOST_PROBLEMS - problems.size()).forEach(problems::add);
  }

  /** Counts a finding. */
  public void count(boolean inBaseline) {
    if (inBaseline) {
      accepted++;
    } else {
      findings++;
    }
  }

  /** Returns the number of findings that the baseline does not accept. */
  public long findings() {
    return findings;
  }

  /** Returns sentences about what could not be scanned, at most a hundred. */
  public List<String> problems() {
    return problems;
  }

  /** Returns the counts as JSON members. */
  Counts counts() {
    return new Counts(texts, bytes, binaries, findings, accepted, problems);
  }

  /** Returns the counts as a sentence. */
  public String sentence(String unit) {
    return String.format(
        Locale.ROOT,
        "scanned %,d %s (%,d bytes), skipped %,d binary files: %,d findings, %,d accepted",
        texts,
        unit,
        bytes,
        binaries,
        findings,
        accepted);
  }

  /** The counts in JSON. */
  record Counts(
      long texts, long bytes, long binaries, long findings, long accepted, List<String> problems) {}
}
