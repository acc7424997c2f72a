package dev.sluice.common.match.automaton;

/** The order of a DFA's states: accepting states are first, so that one comparison finds them. */
final class DfaLayout {
  private final ByteClasses classes;
  private final int[] newNumber;
  private int special;

  DfaLayout(ByteClasses classes, int states) {
    this.classes = classes;
    newNumber = new int[states];
  }

  /**
   * Creates the automaton.
   *
   * @param starts the start state for each byte before the start
   */
  Dfa layOut(DfaStates built, int[] starts) {
    order(built);
    int states = newNumber.length;
    int shift = Dfa.shift(classes);
    char[] table = new char[states << shift];
    int[][] accepted = new int[special][];
    for (int state = 0; state < states; state++) {
      int to = newNumber[state];
      int[] row = built.row(state);
      for (int c = 0; c < row.length; c++) {
        table[(to << shift) + c] = (char) newNumber[row[c]];
      }
      if (to < special) {
        accepted[to] = built.accepted(state);
      }
    }
    int[] startRows = new int[starts.length];
    for (int value = 0; value < starts.length; value++) {
      startRows[value] = newNumber[starts[value]] << shift;
    }
    return new Dfa(classes, table, startRows, accepted);
  }

  /** Orders the states: the dead state 0, then accepting states, then all others. */
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
