package dev.sluice.bench.xds.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Values of which single ones do not matter. */
public record Distribution(List<Double> sorted) {

  public Distribution {
    List<Double> copy = new ArrayList<>(sorted);
    Collections.sort(copy);
    sorted = List.copyOf(copy);
  }

  /** The value that this share did not exceed; 0 when there is none. */
  public double percentile(double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank - 1));
  }
}
