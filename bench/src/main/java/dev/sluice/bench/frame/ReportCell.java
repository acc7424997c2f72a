package dev.sluice.bench.frame;

import java.util.List;

/**
 * One figure of one variant.
 *
 * @param median the middle value of the rounds, or the mean of the two middle values; 0 if there is
 *     none
 */
public record ReportCell(double median, List<Double> rounds) {

  public ReportCell {
    rounds = List.copyOf(rounds);
  }

  public static ReportCell of(List<Double> rounds) {
    List<Double> sorted = rounds.stream().sorted().toList();
    int size = sorted.size();
    double median = size == 0 ? 0 : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new ReportCell(median, rounds);
  }
}
