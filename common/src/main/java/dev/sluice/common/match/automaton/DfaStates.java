package dev.sluice.common.match.automaton;

/** The states of an automaton under construction. The dead state is the first one. */
interface DfaStates {
  /** Returns the next state for each byte class. */
  int[] row(int state);

  /** Returns the patterns that ended when this state was entered. */
  int[] accepted(int state);
}
