package dev.sluice.common.match;

import java.util.Arrays;
import java.util.List;

/**
 * Tells where a match may start from the byte before a position and the eight from there on. Each
 * pair of neighbours has, for each of its eight places behind a start, the groups of patterns that
 * it suits; shifted along the text, what suits at every place is left. So text in which nothing
 * starts costs a few operations a byte, however many patterns there are. Where something is left,
 * the automata of these groups are asked the same.
 */
final class StartFilter {
  /** As many groups and as many automata are asked together. */
  static final int TOGETHER = StartGroups.COUNT;

  private static final int PLACES = StartGroups.PLACES;
  private static final int LAST = TOGETHER * (PLACES - 1);
  private static final int ALL = (1 << TOGETHER) - 1;

  /** The lowest bit of each place. */
  private static final long EACH_PLACE = 0x0101010101010101L;

  private final PairTable groups;

  /** The automata, some together in each table. */
  private final PairTable[] automata;

  /** The groups of the automata in a table. */
  private final int[] groupsOf;

  StartFilter(List<TextPattern> patterns, List<StartPairs> starts, List<PatternPart> parts) {
    StartClasses classes = StartClasses.of(patterns);
    int size = classes.count() * classes.count();
    long[] ofGroups = new long[size];
    long[][] ofParts = new long[(parts.size() + TOGETHER - 1) / TOGETHER][size];
    groupsOf = new int[ofParts.length];
    for (int number = 0; number < parts.size(); number++) {
      PatternPart part = parts.get(number);
      long[] ofPart = ofParts[number / TOGETHER];
      groupsOf[number / TOGETHER] |= 1 << part.group();
      for (int i = 0; i < part.size(); i++) {
        long[] places = places(starts.get(part.pattern(i)), classes);
        for (int pair = 0; pair < size; pair++) {
          ofGroups[pair] |= places[pair] << part.group();
          ofPart[pair] |= places[pair] << (number % TOGETHER);
        }
      }
    }
    groups = new PairTable(classes, ofGroups);
    automata =
        Arrays.stream(ofParts)
            .map(suited -> new PairTable(classes, suited))
            .toArray(PairTable[]::new);
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

  /** How many tables of automata there are. */
  int tables() {
    return automata.length;
  }

  /** Which automata of a table may start at a position, as a set of bits, if its groups may. */
  int automataAt(int table, int groups, byte[] text, int at, int end, int before) {
    return (groupsOf[table] & groups) == 0 ? 0 : at(automata[table], text, at, end, before);
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
