package dev.sluice.common.match.automaton;

import java.util.Arrays;

/** The identity of a DFA state during construction. Its arrays are not changed. */
final class DfaStateKey {
  private final int[] states;
  private final int before;
  private final int[] accepted;
  private final int hash;

  DfaStateKey(int[] states, int before, int[] accepted) {
    this.states = states;
    this.before = before;
    this.accepted = accepted;
    this.hash = (Arrays.hashCode(states) * 31 + before) * 31 + Arrays.hashCode(accepted);
  }

  int[] states() {
    return states;
  }

  int before() {
    return before;
  }

  int[] accepted() {
    return accepted;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DfaStateKey key
        && hash == key.hash
        && before == key.before
        && Arrays.equals(states, key.states)
        && Arrays.equals(accepted, key.accepted);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
