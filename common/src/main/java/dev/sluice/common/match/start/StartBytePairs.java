package dev.sluice.common.match.start;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.pattern.TextPattern;
import java.util.BitSet;

/**
 * Which two neighbours a match of a pattern may have at each place behind its start; at the first
 * place, the byte before it and its first byte.
 */
public final class StartBytePairs {
  private static final int MAX_STATES = 1 << 13;

  private final TextPattern pattern;
  private final Dfa dfa;

  /** From the second place on, by the automaton's classes; beyond what is there, any pair suits. */
  private final BitSet[][] pairs;

  private int told;

  public StartBytePairs(TextPattern pattern) {
    int places = StartGroups.PLACES;
    this.pattern = pattern;
    this.dfa = pattern.automaton();
    this.pairs = new BitSet[places][];
    BitSet states = new BitSet();
    for (int start : dfa.startStates()) {
      states.set(dfa.stateIndex(start));
    }
    for (told = 1; told < places && states.cardinality() <= MAX_STATES; told++) {
      pairs[told] = new BitSet[dfa.byteClassCount()];
      states = step(states, pairs[told]);
      // What is matched already may be followed by anything.
      if (states.nextSetBit(0) < dfa.stateIndex(dfa.firstPlainState())) {
        break;
      }
    }
  }

  /**
   * Whether two neighbours may be at a place; the first may be the start of the text, and either
   * its end.
   */
  boolean allows(int place, int left, int right) {
    if (place == 0) {
      return right != ByteClasses.EDGE
          && dfa.next(dfa.startState(left), right) != 0
          && pattern.prefix().map(lead -> lead.mayEndWith(left)).orElse(true);
    }
    return place >= told
        || (left != ByteClasses.EDGE && pairs[place][dfa.classOf(left)].get(dfa.classOf(right)));
  }

  /** The places that two neighbours suit, as a set of bits. */
  int allowedPlaces(int left, int right) {
    int places = 0;
    for (int place = 0; place < StartGroups.PLACES; place++) {
      places |= allows(place, left, right) ? 1 << place : 0;
    }
    return places;
  }

  /** How large the pattern's automaton is. */
  int stateCount() {
    return dfa.stateCount();
  }

  /** Marks the pairs that lead on from some states; says which states their first bytes lead to. */
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
