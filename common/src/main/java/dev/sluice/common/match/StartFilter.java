package dev.sluice.common.match;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells where a match may start from the byte before a position and the eight from there on. Each
 * pair of neighbours has, for each of its eight places behind a start, the groups of patterns that
 * it suits; shifted along the text, what suits at every place is left. So text in which nothing
 * starts costs a few operations a byte, however many patterns there are.
 */
final class StartFilter {
  private static final int GROUPS = StartGroups.COUNT;
  private static final int PLACES = StartGroups.PLACES;
  private static final int LAST = GROUPS * (PLACES - 1);
  private static final int ALL = (1 << GROUPS) - 1;

  private final PairTable pairs;

  /** For each set of groups, the automata of these groups. */
  private final int[][] automata = new int[1 << GROUPS][];

  StartFilter(
      List<TextPattern> patterns,
      List<StartPairs> starts,
      StartGroups startGroups,
      List<PatternPart> parts) {
    StartClasses classes = StartClasses.of(patterns);
    long[] suited = new long[classes.count() * classes.count()];
    for (int i = 0; i < starts.size(); i++) {
      add(starts.get(i), startGroups.of(i), classes, suited);
    }
    pairs = new PairTable(classes, suited);
    for (int groups = 0; groups < automata.length; groups++) {
      int some = groups;
      automata[groups] =
          IntStream.range(0, parts.size())
              .filter(part -> (some >> parts.get(part).group() & 1) != 0)
              .toArray();
    }
  }

  private static void add(StartPairs starts, int group, StartClasses classes, long[] suited) {
    int count = classes.count();
    for (int left = 0; left < count; left++) {
      for (int right = 0; right < count; right++) {
        for (int place = 0; place < PLACES && classes.byteOf(right) != ByteClasses.EDGE; place++) {
          long bit = 1L << (GROUPS * place + group);
          if ((suited[left * count + right] & bit) == 0
              && starts.suits(place, classes.byteOf(left), classes.byteOf(right))) {
            suited[left * count + right] |= bit;
          }
        }
      }
    }
  }

  /**
   * The first position from {@code from} on where something may start, as far as there are bytes to
   * tell; {@code end} when there is none.
   */
  int next(byte[] text, int from, int end, int before) {
    long suits = 0;
    int left = pairs.row(before);
    for (int i = from; i < end; i++) {
      int right = text[i] & 0xFF;
      suits = ((suits << GROUPS) | ALL) & pairs.value(left, right);
      left = pairs.row(right);
      if (suits >>> LAST != 0) {
        return i - PLACES + 1;
      }
    }
    for (int known = Math.min(PLACES - 1, end - from); known > 0; known--) {
      if (((suits >>> (GROUPS * (known - 1))) & ALL) != 0) {
        return end - known;
      }
    }
    return end;
  }

  /** The groups of which something may start at a position, as a set of bits. */
  int groupsAt(byte[] text, int at, int end, int before) {
    long suits = ALL;
    int left = pairs.row(before);
    for (int i = at; i < Math.min(end, at + PLACES) && suits != 0; i++) {
      int right = text[i] & 0xFF;
      suits &= pairs.value(left, right) >>> (GROUPS * (i - at));
      left = pairs.row(right);
    }
    return (int) suits & ALL;
  }

  /** The automata of some groups, in ascending order; not to be changed. */
  int[] automata(int groups) {
    return automata[groups];
  }
}
