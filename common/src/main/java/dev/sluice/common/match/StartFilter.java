package dev.sluice.common.match;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells where a match may start from the byte before a position and the eight from there on. Each
 * pair of neighbours has, for each of its eight places behind a start, the groups of patterns that
 * it suits; shifted along the text, what suits at every place is left. So text in which nothing
 * starts costs a few operations a byte, however many patterns there are. Where a group is left that
 * has several automata, each of them is asked the same.
 */
final class StartFilter {
  /** As many groups, or automata, are asked together. */
  private static final int TOGETHER = StartGroups.COUNT;

  private static final int PLACES = StartGroups.PLACES;
  private static final int LAST = TOGETHER * (PLACES - 1);
  private static final int ALL = (1 << TOGETHER) - 1;

  /** The lowest bit of each place. */
  private static final long EACH_PLACE = 0x0101010101010101L;

  private final PairTable groups;

  /** For each set of groups, the automata of these groups. */
  private final int[][] automata = new int[1 << TOGETHER][];

  /** The automata, some in each table. */
  private final PairTable[] tables;

  /** Whether an automaton is not alone in its group. */
  private final boolean[] crowded;

  StartFilter(List<TextPattern> patterns, List<StartPairs> starts, List<PatternPart> parts) {
    StartClasses classes = StartClasses.of(patterns);
    int size = classes.count() * classes.count();
    long[] ofGroups = new long[size];
    long[][] ofParts = new long[(parts.size() + TOGETHER - 1) / TOGETHER][size];
    for (int number = 0; number < parts.size(); number++) {
      PatternPart part = parts.get(number);
      long[] ofPart = ofParts[number / TOGETHER];
      for (int i = 0; i < part.size(); i++) {
        long[] places = places(starts.get(part.pattern(i)), classes);
        for (int pair = 0; pair < size; pair++) {
          ofGroups[pair] |= places[pair] << part.group();
          ofPart[pair] |= places[pair] << (number % TOGETHER);
        }
      }
    }
    groups = new PairTable(classes, ofGroups);
    tables =
        Arrays.stream(ofParts)
            .map(suited -> new PairTable(classes, suited))
            .toArray(PairTable[]::new);
    crowded = new boolean[parts.size()];
    for (int some = 0; some < automata.length; some++) {
      int of = some;
      automata[some] =
          IntStream.range(0, parts.size())
              .filter(number -> (of >> parts.get(number).group() & 1) != 0)
              .toArray();
      if (Integer.bitCount(some) == 1 && automata[some].length > 1) {
        for (int number : automata[some]) {
          crowded[number] = true;
        }
      }
    }
  }

  /** For each pair of classes, the lowest bit of each place that it suits. */
  private static long[] places(StartPairs starts, StartClasses classes) {
    int count = classes.count();
    long[] places = new long[count * count];
    for (int left = 0; left < count; left++) {
      for (int right = 0; right < count; right++) {
        if (classes.byteOf(right) != ByteClasses.EDGE) {
          int suited = starts.places(classes.byteOf(left), classes.byteOf(right));
          places[left * count + right] = Long.expand(suited, EACH_PLACE);
        }
      }
    }
    return places;
  }

  /**
   * The first position from {@code from} on where something may start, as far as there are bytes to
   * tell; {@code end} when there is none.
   */
  int next(byte[] text, int from, int end, int before) {
    long suits = 0;
    int left = groups.key(before);
    for (int i = from; i < end; i++) {
      int right = groups.key(text[i] & 0xFF);
      suits = ((suits << TOGETHER) | ALL) & groups.value(left, right);
      left = right;
      if (suits >>> LAST != 0) {
        return i - PLACES + 1;
      }
    }
    for (int known = Math.min(PLACES - 1, end - from); known > 0; known--) {
      if (((suits >>> (TOGETHER * (known - 1))) & ALL) != 0) {
        return end - known;
      }
    }
    return end;
  }

  /** The groups of which something may start at a position, as a set of bits. */
  int groupsAt(byte[] text, int at, int end, int before) {
    return at(groups, text, at, end, before);
  }

  /** The automata of some groups, in ascending order; not to be changed. */
  int[] automata(int groups) {
    return automata[groups];
  }

  /** Whether an automaton may find something at a position where its group may. */
  boolean mayStart(int automaton, byte[] text, int at, int end, int before) {
    return !crowded[automaton]
        || (at(tables[automaton / TOGETHER], text, at, end, before) >> (automaton % TOGETHER) & 1)
            != 0;
  }

  private static int at(PairTable pairs, byte[] text, int at, int end, int before) {
    long suits = ALL;
    int left = pairs.key(before);
    for (int i = at; i < Math.min(end, at + PLACES) && suits != 0; i++) {
      int right = pairs.key(text[i] & 0xFF);
      suits &= pairs.value(left, right) >>> (TOGETHER * (i - at));
      left = right;
    }
    return (int) suits & ALL;
  }
}
