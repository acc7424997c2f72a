package dev.sluice.common.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells where a match may start from the byte before a position and the eight from there on. Each
 * pair of neighbours has, for each of its eight places behind a start, the automata that it suits;
 * shifted along the text, what suits at every place is left. So text in which nothing starts costs
 * a few operations a byte, however many patterns there are. Automata share a bit when there are
 * more of them than bits.
 */
final class StartFilter {
  private static final int BITS = 8;
  private static final int PLACES = 8;
  private static final int LAST = BITS * (PLACES - 1);
  private static final int ALL = (1 << BITS) - 1;
  private static final int VALUES = 257;

  private final char[] column = new char[VALUES];
  private final int[] row = new int[VALUES];
  private final long[] pairs;

  StartFilter(List<PatternPart> parts) {
    int[] representatives = classify(parts);
    int count = representatives.length;
    for (int value = 0; value < VALUES; value++) {
      row[value] = column[value] * count;
    }
    pairs = new long[count * count];
    for (int i = 0; i < parts.size(); i++) {
      add(new StartPairs(parts.get(i), PLACES), bit(i), representatives);
    }
  }

  /** The bit that stands for an automaton. */
  static int bit(int automaton) {
    return 1 << automaton % BITS;
  }

  /**
   * The first position from {@code from} on where something may start, as far as there are bytes to
   * tell; {@code end} when there is none.
   */
  int next(byte[] text, int from, int end, int before) {
    long suits = 0;
    int left = row[before];
    for (int i = from; i < end; i++) {
      int value = text[i] & 0xFF;
      suits = ((suits << BITS) | ALL) & pairs[left + column[value]];
      left = row[value];
      if (suits >>> LAST != 0) {
        return i - PLACES + 1;
      }
    }
    for (int known = Math.min(PLACES - 1, end - from); known > 0; known--) {
      if (((suits >>> (BITS * (known - 1))) & ALL) != 0) {
        return end - known;
      }
    }
    return end;
  }

  /** The bits of the automata in which something may start at a position. */
  int mask(byte[] text, int at, int end, int before) {
    long suits = ALL;
    int left = row[before];
    for (int i = at; i < Math.min(end, at + PLACES); i++) {
      int value = text[i] & 0xFF;
      suits &= pairs[left + column[value]] >>> (BITS * (i - at));
      left = row[value];
    }
    return (int) suits & ALL;
  }

  private void add(StartPairs suited, int bit, int[] representatives) {
    int count = representatives.length;
    for (int place = 0; place < PLACES; place++) {
      for (int left = 0; left < count; left++) {
        for (int right = 0; right < count; right++) {
          if (representatives[right] != ByteClasses.EDGE
              && suited.suits(place, representatives[left], representatives[right])) {
            pairs[left * count + right] |= (long) bit << (BITS * place);
          }
        }
      }
    }
  }

  /** Bytes that no automaton tells apart are one class; says one byte of each. */
  private int[] classify(List<PatternPart> parts) {
    Map<List<Integer>, Integer> classes = new HashMap<>();
    int[] representatives = new int[VALUES];
    for (int value = VALUES - 1; value >= 0; value--) {
      int known = value;
      List<Integer> identity =
          parts.stream().flatMap(part -> StartPairs.identity(part, known).stream()).toList();
      int number = classes.computeIfAbsent(identity, i -> classes.size());
      column[value] = (char) number;
      representatives[number] = value;
    }
    return Arrays.copyOf(representatives, classes.size());
  }
}
