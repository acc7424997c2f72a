package dev.sluice.common.match.automaton;

import java.util.BitSet;
import java.util.List;

/** Orders a DFA's states so that one comparison tells whether a state needs a look. */
final class DfaLayout {
  private final ByteClasses classes;
  private final int[] newNumber;
  private int special;

  DfaLayout(ByteClasses classes, int states) {
    this.classes = classes;
    newNumber = new int[states];
  }

  /**
   * Lays them out.
   *
   * @param starts for each byte before a try, the state in which it begins
   */
  Dfa layOut(DfaStates built, int[] starts) {
    order(built);
    int states = newNumber.length;
    int shift = Dfa.shift(classes);
    char[] table = new char[states << shift];
    int[][] accepted = new int[special][];
    BitSet[] alive = new BitSet[states];
    for (int state = 0; state < states; state++) {
      int to = newNumber[state];
      int[] row = built.row(state);
      for (int c = 0; c < row.length; c++) {
        table[(to << shift) + c] = (char) newNumber[row[c]];
      }
      if (to < special) {
        accepted[to] = built.accepted(state);
      }
      alive[to] = built.alive(state);
    }
    int[] startRows = new int[starts.length];
    for (int value = 0; value < starts.length; value++) {
      startRows[value] = newNumber[starts[value]] << shift;
    }
    return new Dfa(classes, table, startRows, accepted, List.of(alive));
  }

  /** The dead state stays 0; those that accept follow, then all others. */
  private void order(DfaStates built) {
    special = 1;
    for (int state = 1; state < newNumber.length; state++) {
      if (built.accepted(state).length > 0) {
        newNumber[state] = special++;
      }
    }
    int next = special;
    for (int state = 1; state < newNumber.length; state++) {
      if (built.accepted(state).length == 0) {
        newNumber[state] = next++;
      }
    }
  }
}
