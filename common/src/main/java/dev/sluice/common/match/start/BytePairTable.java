package dev.sluice.common.match.start;

import dev.sluice.common.match.automaton.ByteClasses;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A table with a set of bits for each pair of neighbouring bytes, as small as the byte classes
 * allow.
 */
final class BytePairTable {
  private static final int PLACES = StartGroups.PLACES;
  private static final int GROUPS = StartGroups.COUNT;
  private static final int LAST = GROUPS * (PLACES - 1);
  private static final int ALL = (1 << GROUPS) - 1;
  private static final int COLUMN_BITS = 9;
  private static final int COLUMN = (1 << COLUMN_BITS) - 1;

  /** The start of the row and the column of each byte. */
  private final int[] keys = new int[ByteClasses.EDGE + 1];

  /**
   * The bits for each row and column. Most texts use a part that fits into the first-level cache.
   */
  private final long[] numbers;

  /**
   * Creates a table. Left bytes with equal bits share a row, right bytes a column.
   *
   * @param all the bits of two classes at {@code left * count + right}
   */
  BytePairTable(StartByteClasses classes, long[] all) {
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
    numbers = new long[rows.size() * width];
    for (int left = 0; left < count; left++) {
      for (int right = 0; right < count; right++) {
        numbers[rowOf[left] * width + columnOf[right]] = all[left * count + right];
      }
    }
    for (int value = 0; value <= ByteClasses.EDGE; value++) {
      int row = rowOf[classes.of(value)] * width;
      keys[value] = row << COLUMN_BITS | columnOf[classes.of(value)];
    }
  }

  /** Returns the key for {@link #value} of a byte or of the start of the text. */
  int key(int value) {
    return keys[value];
  }

  /** Returns the bits of two neighbours. */
  long value(int left, int right) {
    return numbers[(left >>> COLUMN_BITS) + (right & COLUMN)];
  }

  /**
   * Returns the number of bytes before the end of a text where a match may start that needs more
   * text, or that ends with the text.
   *
   * @param suits the allowed groups of the last bytes, for each place
   * @param left the key of the last byte
   */
  int undecidedBytes(long suits, int left, int size, boolean last) {
    return last ? closing(suits, left) : open(suits, size);
  }

  private static int open(long suits, int size) {
    int known = Math.min(PLACES - 1, size);
    while (known > 0 && ((suits >>> (GROUPS * (known - 1))) & ALL) == 0) {
      known--;
    }
    return known;
  }

  private int closing(long suits, int left) {
    int edge = key(ByteClasses.EDGE);
    int known = PLACES - 1;
    long suited = (suits << GROUPS) & value(left, edge);
    while (known > 0 && suited >>> LAST == 0) {
      suited = (suited << GROUPS) & value(edge, edge);
      known--;
    }
    return known;
  }
}
