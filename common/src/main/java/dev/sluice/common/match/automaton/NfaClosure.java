package dev.sluice.common.match.automaton;

import java.util.Arrays;
import java.util.List;

/** The set of NFA states that are reachable without a byte, in ascending order. */
final class NfaClosure {
  private final Nfa nfa;
  private final BuildWorkLimit effort;
  private final int[] seenAt;
  private final int[] open;
  private final int[] kept;
  private int round;
  private int opened;

  NfaClosure(Nfa nfa, BuildWorkLimit effort) {
    this.nfa = nfa;
    this.effort = effort;
    seenAt = new int[nfa.size()];
    open = new int[nfa.size()];
    kept = new int[nfa.size()];
  }

  /** Returns all reachable states except forks. */
  int[] of(int... from) {
    round++;
    opened = 0;
    int count = 0;
    for (int state : from) {
      visit(state);
    }
    while (opened > 0) {
      effort.spend(1);
      int state = open[--opened];
      if (nfa.state(state) instanceof Nfa.State.Fork(List<Integer> next)) {
        next.forEach(this::visit);
      } else {
        kept[count++] = state;
      }
    }
    int[] closed = Arrays.copyOf(kept, count);
    Arrays.sort(closed);
    return closed;
  }

  private void visit(int state) {
    if (seenAt[state] != round) {
      seenAt[state] = round;
      open[opened++] = state;
    }
  }
}
