package dev.sluice.common.match.start;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.pattern.PatternAutomaton;
import dev.sluice.common.match.pattern.TextPattern;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a match may start from the byte before a position and the eight from there on. Each
 * pair of neighbours has, for each of its eight places behind a start, the groups of patterns that
 * it suits; shifted along the text, what suits at every place is left. So text in which nothing
 * starts costs a few operations a byte, however many patterns there are. Where a group is left that
 * has several automata, each of them is asked the same.
 */
public final class StartFilter {
  /** As many groups, or automata, are asked together. */
  private static final int TOGETHER = StartGroups.COUNT;

  private static final int PLACES = StartGroups.PLACES;
  private static final int LAST = TOGETHER * (PLACES - 1);
  private static final int ALL = (1 << TOGETHER) - 1;

  private static final int ALONE = -1;

  /** Fewer bytes are not worth a table to pass over them with, but one that is there. */
  private static final int SHORT = 16 * PLACES;

  /** The lowest bit of each place. */
  private static final long EACH_PLACE = 0x0101010101010101L;

  private final BytePairTable groups;

  /** Made for the first long text: most sets of a single rule, of its examples, never see one. */
  private volatile @Nullable BytePairScan scan;

  /** For each set of groups, the automata of these groups. */
  private final int[][] automata = new int[1 << TOGETHER][];

  /** For each automaton, its place in the tables, or {@link #ALONE} in its group. */
  private final int[] places;

  /** The automata that are not alone, some in each table. */
  private final BytePairTable[] tables;

  public StartFilter(
      List<TextPattern> patterns, List<StartBytePairs> starts, List<PatternAutomaton> parts) {
    StartByteClasses classes = StartByteClasses.of(patterns);
    int size = classes.count() * classes.count();
    long[] ofGroups = new long[size];
    for (int some = 0; some < automata.length; some++) {
      int of = some;
      automata[some] =
          IntStream.range(0, parts.size())
              .filter(number -> (of >> parts.get(number).group() & 1) != 0)
              .toArray();
    }
    places = new int[parts.size()];
    int crowded = 0;
    for (int number = 0; number < places.length; number++) {
      boolean alone = automata[1 << parts.get(number).group()].length == 1;
      places[number] = alone ? ALONE : crowded++;
    }
    long[][] ofParts = new long[(crowded + TOGETHER - 1) / TOGETHER][size];
    for (int number = 0; number < places.length; number++) {
      PatternAutomaton part = parts.get(number);
      for (int i = 0; i < part.size(); i++) {
        long[] suited = suited(starts.get(part.patternIndex(i)), classes);
        add(suited, part.group(), ofGroups);
        if (places[number] != ALONE) {
          add(suited, places[number] % TOGETHER, ofParts[places[number] / TOGETHER]);
        }
      }
    }
    groups = new BytePairTable(classes, ofGroups);
    tables =
        Arrays.stream(ofParts)
            .map(suited -> new BytePairTable(classes, suited))
            .toArray(BytePairTable[]::new);
  }

  private static void add(long[] suited, int bit, long[] to) {
    for (int pair = 0; pair < to.length; pair++) {
      to[pair] |= suited[pair] << bit;
    }
  }

  /** For each pair of classes, the lowest bit of each place that it suits. */
  private static long[] suited(StartBytePairs starts, StartByteClasses classes) {
    int count = classes.count();
    long[] suited = new long[count * count];
    for (int left = 0; left < count; left++) {
      for (int right = 0; right < count; right++) {
        int places = starts.allowedPlaces(classes.byteOf(left), classes.byteOf(right));
        suited[left * count + right] = Long.expand(places, EACH_PLACE);
      }
    }
    return suited;
  }

  /**
   * The first position from {@code from} on where something may start, as far as there are bytes to
   * tell, or the text ends with them; {@code end} when there is none.
   */
  public int next(byte[] text, int from, int end, int before, boolean last) {
    BytePairScan made = scan;
    if (made == null && end - from < SHORT) {
      return nextOfFew(text, from, end, before, last);
    }
    long first = groups.value(groups.key(before), groups.key(text[from] & 0xFF));
    return (made == null ? scan() : made).next(text, from, end, first, last);
  }

  private BytePairScan scan() {
    BytePairScan made = scan;
    if (made == null) {
      made = new BytePairScan(groups);
      scan = made;
    }
    return made;
  }

  private int nextOfFew(byte[] text, int from, int end, int before, boolean last) {
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
    return end - groups.undecidedBytes(suits, left, end - from, last);
  }

  /** The groups of which something may start at a position, as a set of bits. */
  public int groupsAt(byte[] text, int at, int end, int before, boolean last) {
    return at(groups, text, at, end, before, last);
  }

  /** The automata of some groups, in ascending order; not to be changed. */
  public int[] automata(int groups) {
    return automata[groups];
  }

  /** Whether an automaton may find something at a position where its group may. */
  public boolean mayStart(int automaton, byte[] text, int at, int end, int before, boolean last) {
    int place = places[automaton];
    return place == ALONE
        || (at(tables[place / TOGETHER], text, at, end, before, last) >> (place % TOGETHER) & 1)
            != 0;
  }

  private static int at(
      BytePairTable pairs, byte[] text, int at, int end, int before, boolean last) {
    long suits = ALL;
    int left = pairs.key(before);
    int until = last ? at + PLACES : Math.min(end, at + PLACES);
    for (int i = at; i < until && suits != 0; i++) {
      int right = pairs.key(i < end ? text[i] & 0xFF : ByteClasses.EDGE);
      suits &= pairs.value(left, right) >>> (TOGETHER * (i - at));
      left = right;
    }
    return (int) suits & ALL;
  }
}
