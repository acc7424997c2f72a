package dev.sluice.common.match;

/**
 * How much work may go into building an automaton: each state of each set of states that is looked
 * at counts.
 */
final class Effort {
  /** For one automaton, some tenths of a second; no shipped rule needs a third of it. */
  static final long MOST = 50_000_000;

  private final long most;
  private long spent;

  /** No more than for one automaton. */
  Effort(long most) {
    this.most = Math.min(MOST, most);
  }

  /** Ends the building when it is too much. */
  void spend(long more) {
    spent += more;
    if (spent > most) {
      throw new TooLargeException();
    }
  }

  long spent() {
    return spent;
  }
}
