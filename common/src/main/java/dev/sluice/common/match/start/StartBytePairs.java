package dev.sluice.common.match.start;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.pattern.TextPattern;
import java.util.BitSet;

/**
 * The pairs of neighbouring bytes that a match of a pattern may have at each of its first places.
 * The first pair is the byte before the match and its first byte.
 */
public final class StartBytePairs {
  private static final int MAX_STATES = 1 << 13;

  private final TextPattern pattern;
  private final Dfa dfa;

  /**
   * The allowed pairs of byte classes from the second place on. Beyond them every pair is allowed.
   */
  private final BitSet[][] pairs;

  private int knownPlaces;

  public StartBytePairs(TextPattern pattern) {
    int places = StartGroups.PLACES;
    this.pattern = pattern;
    this.dfa = pattern.automaton();
    this.pairs = new BitSet[places][];
    BitSet states = new BitSet();
    for (int start : dfa.startStates()) {
      states.set(dfa.stateIndex(start));
    }
    for (knownPlaces = 1;
        knownPlaces < places && states.cardinality() <= MAX_STATES;
        knownPlaces++) {
      pairs[knownPlaces] = new BitSet[dfa.byteClassCount()];
      states = step(states, pairs[knownPlaces]);
      // A complete match may be followed by any byte.
      if (states.nextSetBit(0) < dfa.stateIndex(dfa.firstPlainState())) {
        break;
      }
    }
  }

  /**
   * Returns whether two neighbours may be at a place. The first may be the start of the text, and
   * each may be its end.
   */
  boolean allows(int place, int left, int right) {
    if (place == 0) {
      return right != ByteClasses.EDGE
          && dfa.next(dfa.startState(left), right) != 0
          && pattern.prefix().map(prefix -> prefix.mayEndWith(left)).orElse(true);
    }
    return place >= knownPlaces
        || (left != ByteClasses.EDGE && pairs[place][dfa.classOf(left)].get(dfa.classOf(right)));
  }

  /** Returns the places at which two neighbours are allowed, as a bit set. */
  int allowedPlaces(int left, int right) {
    int places = 0;
    for (int place = 0; place < StartGroups.PLACES; place++) {
      places |= allows(place, left, right) ? 1 << place : 0;
    }
    return places;
  }

  /** Returns the number of states of the pattern's automaton. */
  int stateCount() {
    return dfa.stateCount();
  }

  /**
   * Marks the pairs that are possible after some states, and returns the states after their first
   * bytes.
   */
  private BitSet step(BitSet states, BitSet[] suited) {
    BitSet reached = new BitSet();
    for (int left = 0; left < suited.length; left++) {
      BitSet behind = new BitSet();
      for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
        behind.set(dfa.stateIndex(dfa.nextOfClass(state, left)));
      }
      behind.clear(0);
      suited[left] = new BitSet();
      for (int state = behind.nextSetBit(0); state >= 0; state = behind.nextSetBit(state + 1)) {
        for (int right = 0; right < suited.length; right++) {
          if (dfa.nextOfClass(state, right) != 0) {
            suited[left].set(right);
          }
        }
      }
      reached.or(behind);
    }
    return reached;
  }
}
