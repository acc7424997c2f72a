package dev.sluice.common.match.start;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.pattern.PatternAutomaton;
import dev.sluice.common.match.pattern.TextPattern;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A filter for positions where a match may start, by the byte before the position and the eight
 * bytes from it on.
 *
 * <p>For each pair of neighbouring bytes a table contains 64 bits: for each of the eight places
 * behind a start, the groups of patterns that allow this pair at this place. There are eight
 * groups. The scan loads the bits of each pair, and shifts its state by one place for each byte.
 * The AND of the bits of eight pairs is the set of groups whose patterns may start at that
 * position. One load serves all places and groups, so ordinary text costs a few operations for each
 * byte, however many patterns there are.
 *
 * <p>Two bytes do not distinguish numbers, dates and words from sensitive values, but eight bytes
 * do. A pattern whose shortest match is shorter than eight bytes excludes less, and so do all
 * patterns in its group. {@link StartGroups} therefore assigns patterns to groups by how often they
 * would start together in a sample of ordinary text.
 *
 * <p>If a group has several automata, {@link #mayStart} tests each of them by its own table in the
 * same way.
 *
 * <p>There are two forms of the table. {@link BytePairTable} is small, because it is indexed by
 * byte classes, and serves single positions. {@link BytePairScan} is indexed by the two bytes
 * themselves (512 KB) and serves long texts; it is created for the first one.
 */
public final class StartFilter {
  /** The number of groups, or of automata, in one table. */
  private static final int TOGETHER = StartGroups.COUNT;

  private static final int PLACES = StartGroups.PLACES;
  private static final int LAST = TOGETHER * (PLACES - 1);
  private static final int ALL = (1 << TOGETHER) - 1;

  private static final int ALONE = -1;

  /** The length below which a text does not justify creating the large table. */
  private static final int SHORT = 16 * PLACES;

  /** The lowest bit of each place. */
  private static final long EACH_PLACE = 0x0101010101010101L;

  private final BytePairTable groups;

  /**
   * The large table, created for the first long text. Most sets of a single rule never search one.
   */
  private volatile @Nullable BytePairScan scan;

  /** The automata of each set of groups. */
  private final int[][] automata = new int[1 << TOGETHER][];

  /**
   * The place of each automaton in the tables, or {@link #ALONE} if it is the only one of its
   * group.
   */
  private final int[] places;

  /** The tables of the automata that share a group. */
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

  /** Returns for each pair of classes the lowest bit of each place where it is allowed. */
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
   * Returns the first position from {@code from} on where a match may start, as far as the bytes
   * decide it or the text ends; {@code end} if there is none.
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

  /** Returns the groups that may start at a position, as a bit set. */
  public int groupsAt(byte[] text, int at, int end, int before, boolean last) {
    return at(groups, text, at, end, before, last);
  }

  /**
   * Returns the automata of some groups in ascending order. The caller must not change the array.
   */
  public int[] automata(int groups) {
    return automata[groups];
  }

  /** Returns whether an automaton of an allowed group may find a match at a position. */
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
