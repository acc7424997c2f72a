package dev.sluice.bench.xds.report;

import java.util.List;

/**
 * What one measurement of one server at one size gave.
 *
 * @param subject whose figures these are
 */
public record Section(
    String subject, int routes, String title, List<Figure> figures, List<Check> checks) {

  public Section {
    figures = List.copyOf(figures);
    checks = List.copyOf(checks);
  }
}
