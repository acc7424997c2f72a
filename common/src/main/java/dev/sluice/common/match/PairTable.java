package dev.sluice.common.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A number for each two neighbouring bytes, in as small a table as they allow. */
final class PairTable {
  private final int[] row = new int[ByteClasses.EDGE + 1];
  private final char[] column = new char[ByteClasses.EDGE + 1];
  private final long[] values;

  /**
   * Left and right bytes whose numbers are all equal share a row or a column.
   *
   * @param all for two classes, {@code left * count + right}
   */
  PairTable(StartClasses classes, long[] all) {
    int count = classes.count();
    Map<String, Integer> rows = new HashMap<>();
    Map<String, Integer> columns = new HashMap<>();
    int[] rowOf = new int[count];
    int[] columnOf = new int[count];
    for (int i = 0; i < count; i++) {
      long[] below = new long[count];
      for (int left = 0; left < count; left++) {
        below[left] = all[left * count + i];
      }
      long[] beside = Arrays.copyOfRange(all, i * count, (i + 1) * count);
      rowOf[i] = rows.computeIfAbsent(Arrays.toString(beside), r -> rows.size());
      columnOf[i] = columns.computeIfAbsent(Arrays.toString(below), c -> columns.size());
    }
    int width = columns.size();
    values = new long[rows.size() * width];
    for (int left = 0; left < count; left++) {
      for (int right = 0; right < count; right++) {
        values[rowOf[left] * width + columnOf[right]] = all[left * count + right];
      }
    }
    for (int value = 0; value <= ByteClasses.EDGE; value++) {
      row[value] = rowOf[classes.of(value)] * width;
      column[value] = (char) columnOf[classes.of(value)];
    }
  }

  /** Where the numbers of a left byte begin, or of the start of the text. */
  int row(int left) {
    return row[left];
  }

  /** The number of a right byte in a row. */
  long value(int row, int right) {
    return values[row + column[right]];
  }
}
