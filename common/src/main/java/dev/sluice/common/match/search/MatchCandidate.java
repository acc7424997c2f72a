package dev.sluice.common.match.search;

import java.util.Arrays;
import java.util.function.Function;

/** Text that a pattern matched, for a check to decide. */
public final class MatchCandidate {
  private static final Object[] NONE = {};

  private final byte[] text;
  private final int contextFrom;
  private final int from;
  private final int to;
  private final int contextTo;
  private final boolean hasFullContext;

  /** What was found out about it, each behind the function that did. */
  private Object[] known = NONE;

  /**
   * The bytes between {@code from} and {@code to}, with the text from {@code first} before them and
   * up to {@code last} behind them.
   */
  MatchCandidate(byte[] text, int first, int from, int to, int last, boolean complete) {
    this.text = text;
    this.contextFrom = first;
    this.from = from;
    this.to = to;
    this.contextTo = last;
    this.hasFullContext = complete;
  }

  /** An array that holds the candidate; only valid during the check. */
  public byte[] text() {
    return text;
  }

  /** Where the text before the candidate begins, as far back as the check asked for. */
  public int contextFrom() {
    return contextFrom;
  }

  /** The candidate's first byte. */
  public int from() {
    return from;
  }

  /** The candidate's end. */
  public int to() {
    return to;
  }

  /** Where the text behind the candidate ends, as far as the check asked for and it is known. */
  public int contextTo() {
    return contextTo;
  }

  /**
   * What somebody finds out about it, once for all checks that are asked about the same bytes.
   *
   * @param work always the same object
   */
  @SuppressWarnings("unchecked") // What is known under a function came from it.
  public <T> T computeOnce(Function<MatchCandidate, T> work) {
    for (int i = 0; i < known.length; i += 2) {
      if (known[i].equals(work)) {
        return (T) known[i + 1];
      }
    }
    T found = work.apply(this);
    known = Arrays.copyOf(known, known.length + 2);
    known[known.length - 2] = work;
    known[known.length - 1] = found;
    return found;
  }

  /** Whether it is about the same bytes as another, with as much around them. */
  boolean sameAs(MatchCandidate other) {
    return from == other.from
        && to == other.to
        && contextFrom == other.contextFrom
        && contextTo == other.contextTo
        && hasFullContext == other.hasFullContext;
  }

  /** Whether all that the check asked for is there, or all that there will be. */
  public boolean hasFullContext() {
    return hasFullContext;
  }
}
