package dev.sluice.common.match.automaton;

/** A limit of the work to build an automaton. Each visit of a state of a state set counts one. */
public final class BuildWorkLimit {
  /** The limit for one automaton: some tenths of a second. No shipped rule needs a third of it. */
  public static final long MAX = 50_000_000;

  private final long max;
  private long spent;

  /** Creates a limit of at most {@link #MAX}. */
  public BuildWorkLimit(long most) {
    this.max = Math.min(MAX, most);
  }

  /** Counts work, and throws if the limit is exceeded. */
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
