package dev.sluice.ctl.dlp.scan;

import java.util.List;

/**
 * The result of one part of a scan.
 *
 * @param texts the number of scanned texts: files, or commits
 * @param bytes the number of scanned bytes
 * @param binaries the number of skipped binary files
 * @param more the number of findings that are not listed
 * @param problems sentences about what could not be scanned
 */
public record UnitResult(
    List<ScanFinding> findings,
    long texts,
    long bytes,
    long binaries,
    long more,
    List<String> problems) {
  public UnitResult {
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }

  /** Returns the result of a binary file. */
  public static UnitResult binary() {
    return new UnitResult(List.of(), 0, 0, 1, 0, List.of());
  }

  /** Returns the result of a part that could not be scanned. */
  public static UnitResult failed(String problem) {
    return new UnitResult(List.of(), 0, 0, 0, 0, List.of(problem));
  }
}
