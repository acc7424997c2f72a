package dev.sluice.common.match.search;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.pattern.PatternAutomaton;
import java.util.Arrays;
import java.util.BitSet;

/** A search for a match of an automaton in any text of certain bytes. */
final class MatchReachability {
  private final PatternAutomaton part;
  private final Dfa dfa;
  private final int[] open;
  private final BitSet seen;
  private int count;

  MatchReachability(PatternAutomaton part) {
    this.part = part;
    dfa = part.dfa();
    open = new int[dfa.stateCount()];
    seen = new BitSet(dfa.stateCount());
  }

  boolean canMatch(boolean[] bytes) {
    seen.clear();
    count = 0;
    for (int before = 0; before <= ByteClasses.EDGE; before++) {
      boolean possible = before == ByteClasses.EDGE || bytes[before];
      if (possible && part.mayFollow(before) && reach(dfa.startState(before))) {
        return true;
      }
    }
    int[] values = representatives(bytes);
    while (count > 0) {
      int state = open[--count];
      if (reach(dfa.nextAtEnd(state))) {
        return true;
      }
      for (int value : values) {
        if (reach(dfa.next(state, value))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns one byte of each class. */
  private int[] representatives(boolean[] bytes) {
    int[] values = new int[dfa.byteClassCount()];
    var classes = new BitSet();
    int found = 0;
    for (int value = 0; value < bytes.length; value++) {
      if (bytes[value] && !classes.get(dfa.classOf(value))) {
        classes.set(dfa.classOf(value));
        values[found++] = value;
      }
    }
    return Arrays.copyOf(values, found);
  }

  /** Returns whether a match has ended; otherwise queues the state. */
  private boolean reach(int state) {
    if (dfa.accepts(state)) {
      return true;
    }
    int index = dfa.stateIndex(state);
    if (state != 0 && !seen.get(index)) {
      seen.set(index);
      open[count++] = state;
    }
    return false;
  }
}
