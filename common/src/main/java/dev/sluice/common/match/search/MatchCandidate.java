package dev.sluice.common.match.search;

import java.util.Arrays;
import java.util.function.Function;

/** A match of a pattern that a check must accept or reject. */
public final class MatchCandidate {
  private static final Object[] NONE = {};

  private final byte[] text;
  private final int contextFrom;
  private final int from;
  private final int to;
  private final int contextTo;
  private final boolean hasFullContext;

  /** The computed results, each after the function that computed it. */
  private Object[] known = NONE;

  /**
   * Creates a candidate for the bytes from {@code from} to {@code to}. The context is the text from
   * {@code first} to {@code last}.
   */
  MatchCandidate(byte[] text, int first, int from, int to, int last, boolean complete) {
    this.text = text;
    this.contextFrom = first;
    this.from = from;
    this.to = to;
    this.contextTo = last;
    this.hasFullContext = complete;
  }

  /** Returns an array with the candidate and its context. Valid only during the check. */
  public byte[] text() {
    return text;
  }

  /** Returns the start of the context before the candidate, as far back as the check requested. */
  public int contextFrom() {
    return contextFrom;
  }

  /** Returns the start of the candidate. */
  public int from() {
    return from;
  }

  /** Returns the end of the candidate. */
  public int to() {
    return to;
  }

  /**
   * Returns the end of the context behind the candidate, as far as the check requested it and it is
   * known.
   */
  public int contextTo() {
    return contextTo;
  }

  /**
   * Computes a result once for all checks of the same bytes.
   *
   * @param work the function, which must be the same object in each call
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

  /** Returns whether another candidate has the same bytes and the same context. */
  boolean sameAs(MatchCandidate other) {
    return from == other.from
        && to == other.to
        && contextFrom == other.contextFrom
        && contextTo == other.contextTo
        && hasFullContext == other.hasFullContext;
  }

  /** Returns whether the context is as long as requested, or the text ends before. */
  public boolean hasFullContext() {
    return hasFullContext;
  }
}
