package dev.sluice.common.match;

import java.util.BitSet;
import java.util.List;

/**
 * Which two neighbours a match of an automaton may have at each place behind its start; at the
 * first place, the byte before it and its first byte.
 */
final class StartPairs {
  private static final int MAX_STATES = 1 << 13;
  private static final int PAIR_SHIFT = 9;

  private final PatternPart part;
  private final Dfa dfa;

  /** By place, and for classes of the automaton; beyond what is there, every pair suits. */
  private final BitSet[] pairs;

  private int told;

  StartPairs(PatternPart part, int places) {
    this.part = part;
    this.dfa = part.dfa();
    this.pairs = new BitSet[places];
    BitSet states = new BitSet();
    for (int start : dfa.starts()) {
      states.set(dfa.stateIndex(start));
    }
    boolean open = true;
    for (told = 1; open && told < places && states.cardinality() <= MAX_STATES; told++) {
      pairs[told] = new BitSet();
      states = step(states, pairs[told]);
      open = states.nextSetBit(0) >= dfa.stateIndex(dfa.firstPlainState());
    }
    // What is matched already may be followed by anything.
    told -= open ? 0 : 1;
  }

  /** Whether that pair may be at that place. */
  boolean suits(int place, int left, int right) {
    if (place == 0) {
      return dfa.next(dfa.start(left), right) != 0
          && part.lead().map(lead -> lead.endsWith(left)).orElse(true);
    }
    if (place >= told) {
      return true;
    }
    return left != ByteClasses.EDGE
        && pairs[place].get(pair(dfa.classOf(left), dfa.classOf(right)));
  }

  /** What an automaton makes of a byte: equal for those that it does not tell apart. */
  static List<Integer> identity(PatternPart part, int value) {
    boolean ends = part.lead().map(lead -> lead.endsWith(value)).orElse(true);
    int own = value == ByteClasses.EDGE ? -1 : part.dfa().classOf(value);
    return List.of(own, part.dfa().start(value), ends ? 1 : 0);
  }

  /** Marks the pairs that lead on from some states; says which states their first bytes lead to. */
  private BitSet step(BitSet states, BitSet suited) {
    BitSet reached = new BitSet();
    int classes = dfa.classes();
    for (int left = 0; left < classes; left++) {
      BitSet behind = new BitSet();
      for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
        behind.set(dfa.stateIndex(dfa.nextOfClass(state, left)));
      }
      behind.clear(0);
      for (int state = behind.nextSetBit(0); state >= 0; state = behind.nextSetBit(state + 1)) {
        for (int right = 0; right < classes; right++) {
          if (dfa.nextOfClass(state, right) != 0) {
            suited.set(pair(left, right));
          }
        }
      }
      reached.or(behind);
    }
    return reached;
  }

  private static int pair(int left, int right) {
    return left << PAIR_SHIFT | right;
  }
}
