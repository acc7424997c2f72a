package dev.sluice.common.match.automaton;

/**
 * How much work may go into building an automaton: each state of each set of states that is looked
 * at counts.
 */
public final class BuildWorkLimit {
  /** For one automaton, some tenths of a second; no shipped rule needs a third of it. */
  public static final long MAX = 50_000_000;

  private final long max;
  private long spent;

  /** No more than for one automaton. */
  public BuildWorkLimit(long most) {
    this.max = Math.min(MAX, most);
  }

  /** Ends the building when it is too much. */
  void spend(long more) {
    spent += more;
    if (spent > max) {
      throw new AutomatonTooLargeException();
    }
  }

  public long spent() {
    return spent;
  }
}
