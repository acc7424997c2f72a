package dev.sluice.common.match.automaton;

import java.util.BitSet;

/** The states of an automaton as they were found, the dead state first. */
interface DfaStates {
  /** The state that each class of bytes leads to. */
  int[] row(int state);

  /** The patterns that are told to have ended on entering a state. */
  int[] accepted(int state);

  /** The patterns that may still go on from a state. */
  BitSet alive(int state);
}
