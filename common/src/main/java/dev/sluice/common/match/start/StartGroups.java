package dev.sluice.common.match.start;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An assignment of patterns to a few groups that are filtered together. Groups are chosen so that
 * they exclude as much ordinary text as possible: patterns with similar starts share a group.
 */
public final class StartGroups {
  static final int COUNT = 8;
  static final int PLACES = 8;

  /** The number of states that doubles the cost of a run. */
  private static final int DOUBLE_COST_STATES = 2000;

  /** A sample of ordinary text: prose in two languages, numbers and code. */
  private static final byte[] SAMPLE =
      """
       The second committee agreed on 14 March that every message should be read again before lunch.
      회의는 3시에 시작하고 담당자가 자료를 준비하기로 했습니다. 지난주 매출은 12,400원이며 서비스 개선이 필요합니다.
      2024-05-17 09:31:22.481 INFO [main] com.example.Server - started in 2.31 seconds (port=8080)
      public static int sum(List<Integer> values) { return values.stream().reduce(0, Integer::sum); }
      See https://www.example.org/docs/index.html?page=2#top, version 1.14.2, and don't forget it!
      """
          .getBytes(StandardCharsets.UTF_8);

  private final int[] groupOf;

  private StartGroups(int[] groupOf) {
    this.groupOf = groupOf;
  }

  /**
   * Assigns groups. Patterns that start most often are first, each in the group where it costs
   * least.
   */
  public static StartGroups of(List<StartBytePairs> patterns) {
    List<BitSet[]> suited = patterns.stream().map(StartGroups::onSample).toList();
    BitSet[][] groups = new BitSet[COUNT][];
    for (int group = 0; group < COUNT; group++) {
      groups[group] = none();
    }
    int[] groupOf = new int[patterns.size()];
    long[] states = new long[COUNT];
    IntStream.range(0, groupOf.length)
        .boxed()
        .sorted(Comparator.comparingInt(pattern -> -starts(suited.get(pattern))))
        .forEach(pattern -> {
          int best = best(suited.get(pattern), patterns.get(pattern).stateCount(), groups, states);
          groupOf[pattern] = best;
          states[best] += patterns.get(pattern).stateCount();
          groups[best] = union(groups[best], suited.get(pattern));
        });
    return new StartGroups(groupOf);
  }

  /** Returns the group of a pattern. */
  public int of(int pattern) {
    return groupOf[pattern];
  }

  /** Returns the group in which a pattern adds the lowest cost of failed runs. */
  private static int best(BitSet[] pattern, long more, BitSet[][] groups, long[] states) {
    return IntStream.range(0, COUNT)
        .boxed()
        .min(
            Comparator.comparingLong(group ->
                cost(union(groups[group], pattern), states[group] + more)
                    - cost(groups[group], states[group])))
        .orElseThrow();
  }

  /**
   * Returns the cost of runs: a fixed part, and a part that grows with the size of the automaton.
   */
  private static long cost(BitSet[] suited, long states) {
    return starts(suited) * (DOUBLE_COST_STATES + states);
  }

  /** Returns for each place the sample positions where the pair is allowed. */
  private static BitSet[] onSample(StartBytePairs pattern) {
    BitSet[] suited = none();
    for (int place = 0; place < PLACES; place++) {
      for (int start = 1; start + PLACES <= SAMPLE.length; start++) {
        int at = start + place;
        suited[place].set(start, pattern.allows(place, SAMPLE[at - 1] & 0xFF, SAMPLE[at] & 0xFF));
      }
    }
    return suited;
  }

  /** Returns the number of sample positions where all places are allowed. */
  private static int starts(BitSet[] suited) {
    BitSet all = (BitSet) suited[0].clone();
    for (BitSet place : suited) {
      all.and(place);
    }
    return all.cardinality();
  }

  private static BitSet[] union(BitSet[] one, BitSet[] other) {
    BitSet[] both = none();
    for (int place = 0; place < PLACES; place++) {
      both[place].or(one[place]);
      both[place].or(other[place]);
    }
    return both;
  }

  private static BitSet[] none() {
    BitSet[] none = new BitSet[PLACES];
    for (int place = 0; place < PLACES; place++) {
      none[place] = new BitSet();
    }
    return none;
  }
}
