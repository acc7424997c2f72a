package dev.sluice.common.match.automaton;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The length limit of a run in each state of an automaton. A run that is longer can no longer reach
 * an accepting state within the longest match of a pattern.
 *
 * <p>A state's limit is that of its best successor less one byte. So the limits follow from those
 * of the accepting states, in descending order.
 */
final class LongestRuns {
  private final Dfa dfa;
  private final int[] limits;

  /** The limit that a state gives to the states before it. */
  private final int[] offers;

  /** The states for each limit that they offer. */
  private final BitSet[] offering;

  /** The states from which one step leads to state 0, then to state 1, and so on. */
  private final int[] before;

  /** The beginning of each state's part of {@code before}, and the end of the last part. */
  private final int[] beforeStarts;

  private LongestRuns(Dfa dfa, int[] maxLengths) {
    this.dfa = dfa;
    int states = dfa.stateCount();
    limits = new int[states];
    offers = new int[states];
    offering = new BitSet[1 + Arrays.stream(maxLengths).max().orElse(0)];
    beforeStarts = new int[states + 1];
    before = new int[(states - 1) * dfa.byteClassCount()];
    reverse();
    for (int state = 1; state < states; state++) {
      for (int pattern : dfa.acceptedAt(state)) {
        offer(state, maxLengths[pattern]);
      }
    }
  }

  /**
   * Returns the longest run for each state, in bytes including the one after the match; 0 if no
   * pattern can match from a state.
   *
   * @param maxLengths the longest match of each pattern
   */
  static int[] of(Dfa dfa, int[] maxLengths) {
    var runs = new LongestRuns(dfa, maxLengths);
    for (int limit = runs.offering.length - 1; limit > 0; limit--) {
      runs.take(limit);
    }
    return runs.limits;
  }

  /** Sorts the transitions by the state that they lead to. */
  private void reverse() {
    for (int from = 1; from < limits.length; from++) {
      for (int c = 0; c < dfa.byteClassCount(); c++) {
        beforeStarts[next(from, c)]++;
      }
    }
    Arrays.parallelPrefix(beforeStarts, Integer::sum);
    for (int from = 1; from < limits.length; from++) {
      for (int c = 0; c < dfa.byteClassCount(); c++) {
        before[--beforeStarts[next(from, c)]] = from;
      }
    }
  }

  private int next(int state, int byteClass) {
    return dfa.stateIndex(dfa.nextOfClass(state, byteClass));
  }

  private void take(int limit) {
    BitSet states = offering[limit];
    if (states == null) {
      return;
    }
    for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
      if (offers[state] == limit) {
        for (int i = beforeStarts[state]; i < beforeStarts[state + 1]; i++) {
          limit(before[i], limit);
        }
      }
    }
  }

  private void limit(int state, int limit) {
    if (limits[state] == 0) {
      limits[state] = limit;
      offer(state, limit - 1);
    }
  }

  private void offer(int state, int limit) {
    if (limit > offers[state]) {
      offers[state] = limit;
      if (offering[limit] == null) {
        offering[limit] = new BitSet();
      }
      offering[limit].set(state);
    }
  }
}
