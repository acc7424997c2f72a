package dev.sluice.quality.detection.score;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The counts of one table, by the name of the row. */
public final class ShareCounts {
  private final Map<String, int[]> counts = new TreeMap<>();

  /** Counts one more in a row, which is in the part or only in the whole. */
  public void add(String name, boolean part) {
    int[] row = counts.computeIfAbsent(name, _ -> new int[2]);
    row[0] += part ? 1 : 0;
    row[1]++;
  }

  /** Returns the rows in the order of their names. */
  public List<ShareCount> rows() {
    return counts.entrySet().stream()
        .map(row -> new ShareCount(row.getKey(), row.getValue()[0], row.getValue()[1]))
        .toList();
  }
}
