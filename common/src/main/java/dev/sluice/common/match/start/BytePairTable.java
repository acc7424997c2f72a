package dev.sluice.common.match.start;

import dev.sluice.common.match.automaton.ByteClasses;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A set of bits for each two neighbouring bytes, in as small a table as they allow. */
final class BytePairTable {
  private static final int PLACES = StartGroups.PLACES;
  private static final int GROUPS = StartGroups.COUNT;
  private static final int LAST = GROUPS * (PLACES - 1);
  private static final int ALL = (1 << GROUPS) - 1;
  private static final int COLUMN_BITS = 9;
  private static final int COLUMN = (1 << COLUMN_BITS) - 1;

  /** Of each byte, where its row begins and its column. */
  private final int[] keys = new int[ByteClasses.EDGE + 1];

  /** For each row and column; most texts stay in a part of it that the first cache has room for. */
  private final long[] numbers;

  /**
   * Left and right bytes whose numbers are all equal share a row or a column.
   *
   * @param all for two classes, {@code left * count + right}
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

  /** What stands for a byte, or for the start of the text, in {@link #value}. */
  int key(int value) {
    return keys[value];
  }

  /** The number of two neighbours. */
  long value(int left, int right) {
    return numbers[(left >>> COLUMN_BITS) + (right & COLUMN)];
  }

  /**
   * How many bytes before the end of a text of {@code size} something may start that goes on behind
   * it, or ends with it where it is the last.
   *
   * @param suits what the last bytes suit, each place's groups beside those of the one before
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
