package dev.sluice.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One figure: what each round gave, and the median, which counts.
 *
 * @param median the value in the middle, or the mean of the two that are; 0 where there is none
 */
public record Cell(double median, List<Double> rounds) {

  public Cell {
    rounds = List.copyOf(rounds);
  }

  public static Cell of(List<Double> rounds) {
    List<Double> sorted = new ArrayList<>(rounds);
    Collections.sort(sorted);
    int size = sorted.size();
    if (size == 0) {
      return new Cell(0, rounds);
    }
    return new Cell((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2, rounds);
  }
}
