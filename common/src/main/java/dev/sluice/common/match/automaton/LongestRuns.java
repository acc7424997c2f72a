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
  private final Transitions transitions;
  private final int[] limits;

  /** The limit that a state gives to the states before it. */
  private final int[] offers;

  /** The states for each limit that they offer. */
  private final BitSet[] offering;

  /** The transitions of an automaton, from the state that is entered. */
  interface Transitions {
    int stateCount();

    /** Returns the states from which one step leads to a state. */
    int[] statesBefore(int state);

    /** Returns the patterns that matched when a state was entered. */
    int[] accepted(int state);
  }

  private LongestRuns(Transitions transitions, int[] maxLengths) {
    this.transitions = transitions;
    limits = new int[transitions.stateCount()];
    offers = new int[limits.length];
    offering = new BitSet[1 + Arrays.stream(maxLengths).max().orElse(0)];
    for (int state = 0; state < limits.length; state++) {
      for (int pattern : transitions.accepted(state)) {
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
  static int[] of(Transitions transitions, int[] maxLengths) {
    var runs = new LongestRuns(transitions, maxLengths);
    for (int limit = runs.offering.length - 1; limit > 0; limit--) {
      runs.take(limit);
    }
    return runs.limits;
  }

  private void take(int limit) {
    BitSet states = offering[limit];
    if (states == null) {
      return;
    }
    for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
      for (int before : offers[state] == limit ? transitions.statesBefore(state) : new int[0]) {
        if (limits[before] == 0) {
          limits[before] = limit;
          offer(before, limit - 1);
        }
      }
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
