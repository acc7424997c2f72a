package dev.sluice.common.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A set of bits for each two neighbouring bytes, in as small a table as they allow. */
final class PairTable {
  private static final int COLUMN_BITS = 9;
  private static final int COLUMN = (1 << COLUMN_BITS) - 1;

  /** What stands for a number that there is no place for: it excludes nothing. */
  private static final long ANYTHING = -1;

  /** Of each byte, where its row begins and its column. */
  private final int[] keys = new int[ByteClasses.EDGE + 1];

  /** For each row and column, which of the numbers it is: so all of it stays in the first cache. */
  private final char[] which;

  private final long[] numbers;

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
    Map<Long, Integer> known = new LinkedHashMap<>();
    known.put(ANYTHING, 0);
    which = new char[rows.size() * width];
    for (int left = 0; left < count; left++) {
      for (int right = 0; right < count; right++) {
        long number = all[left * count + right];
        if (known.size() <= Character.MAX_VALUE) {
          known.putIfAbsent(number, known.size());
        }
        int place = rowOf[left] * width + columnOf[right];
        which[place] = (char) (int) known.getOrDefault(number, 0);
      }
    }
    numbers = known.keySet().stream().mapToLong(Long::longValue).toArray();
    for (int value = 0; value <= ByteClasses.EDGE; value++) {
      int row = rowOf[classes.of(value)] * width;
      keys[value] = row << COLUMN_BITS | columnOf[classes.of(value)];
    }
  }

  /** What stands for a byte, or for the start of the text, in {@link #value}. */
  int key(int value) {
    return keys[value];
  }

  /** The number of two neighbours. */
  long value(int left, int right) {
    return numbers[which[(left >>> COLUMN_BITS) + (right & COLUMN)]];
  }
}
