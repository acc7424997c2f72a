package dev.sluice.common.match;

import java.util.BitSet;

/**
 * Which two neighbours a match of a pattern may have at each place behind its start; at the first
 * place, the byte before it and its first byte.
 */
final class StartPairs {
  private static final int MAX_STATES = 1 << 13;

  private final TextPattern pattern;
  private final Dfa dfa;

  /** From the second place on, by the automaton's classes; beyond what is there, any pair suits. */
  private final BitSet[][] pairs;

  private int told;

  StartPairs(TextPattern pattern) {
    int places = StartGroups.PLACES;
    this.pattern = pattern;
    this.dfa = pattern.alone();
    this.pairs = new BitSet[places][];
    BitSet states = new BitSet();
    for (int start : dfa.starts()) {
      states.set(dfa.stateIndex(start));
    }
    for (told = 1; told < places && states.cardinality() <= MAX_STATES; told++) {
      pairs[told] = new BitSet[dfa.classes()];
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
  boolean suits(int place, int left, int right) {
    if (place == 0) {
      return right != ByteClasses.EDGE
          && dfa.next(dfa.start(left), right) != 0
          && pattern.lead().map(lead -> lead.endsWith(left)).orElse(true);
    }
    return place >= told
        || (left != ByteClasses.EDGE && pairs[place][dfa.classOf(left)].get(dfa.classOf(right)));
  }

  /** The places that two neighbours suit, as a set of bits. */
  int places(int left, int right) {
    int places = 0;
    for (int place = 0; place < StartGroups.PLACES; place++) {
      places |= suits(place, left, right) ? 1 << place : 0;
    }
    return places;
  }

  /** How large the pattern's automaton is. */
  int states() {
    return dfa.states();
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
