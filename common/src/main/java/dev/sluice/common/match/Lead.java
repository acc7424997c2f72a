package dev.sluice.common.match;

import java.util.List;
import java.util.Optional;

/**
 * How some patterns begin: a run of bytes that cannot be told from ordinary words, such as what
 * stands before the {@code @} of an address. Looking for what comes behind it and then going back
 * costs nothing where only words are.
 *
 * @param look what holds before the first byte
 * @param first the run's first byte, where it is another set
 * @param more the run's bytes
 * @param min the fewest of {@code more}
 * @param max the most of {@code more}, or {@link PatternNode#UNBOUNDED}
 */
record Lead(PatternNode.Boundary look, Optional<ByteSet> first, ByteSet more, int min, int max) {
  /** No match. */
  static final int NONE = -1;

  /** A pattern in two parts; the second begins with a byte that the run has not. */
  record Split(Optional<Lead> lead, PatternNode rest) {}

  /** Takes the lead off a pattern, if it begins with one. */
  static Split split(PatternNode root) {
    if (root instanceof PatternNode.Sequence(List<PatternNode> parts)
        && !parts.isEmpty()
        && parts.getFirst() instanceof PatternNode.Boundary look
        && look.atEnd()
        && look.after().equals(ByteSet.ALL)) {
      boolean alone = parts.size() > 1 && parts.get(1) instanceof PatternNode.Bytes;
      int run = alone ? 2 : 1;
      if (parts.size() > run + 1
          && parts.get(run) instanceof PatternNode.Repeat(PatternNode part, int min, int max)
          && part instanceof PatternNode.Bytes(ByteSet more)
          && parts.get(run + 1) instanceof PatternNode.Bytes(ByteSet trigger)
          && trigger.intersect(more).isEmpty()) {
        Optional<ByteSet> first =
            alone && parts.get(1) instanceof PatternNode.Bytes(ByteSet set)
                ? Optional.of(set)
                : Optional.empty();
        PatternNode rest = new PatternNode.Sequence(parts.subList(run + 1, parts.size()));
        return new Split(Optional.of(new Lead(look, first, more, min, max)), rest);
      }
    }
    return new Split(Optional.empty(), root);
  }

  /** Whether the byte before what comes behind the run may be that one. */
  boolean endsWith(int value) {
    if (value != ByteClasses.EDGE && (more.contains(value) || isFirst(value))) {
      return true;
    }
    return min == 0 && first.isEmpty() && holds(value);
  }

  /** Which of the runs that end at a position. */
  enum Run {
    LONGEST,
    SHORTEST,
    /** The longest that may go on behind the position, and have its least length only then. */
    OPEN
  }

  /**
   * Where such a run begins, or {@link #NONE}.
   *
   * @param from how far back it may begin
   * @param atStart whether the text begins at 0
   */
  int start(Run run, byte[] text, int from, int end, boolean atStart) {
    int start = NONE;
    for (int at = end; at >= from; at--) {
      if (at < end && !more.contains(text[at] & 0xFF) && !isFirst(text[at] & 0xFF)) {
        return start;
      }
      if (begins(run, text, at, end) && holds(text, at, atStart)) {
        start = at;
        if (run == Run.SHORTEST) {
          return start;
        }
      }
      boolean longest = max != PatternNode.UNBOUNDED && end - at > max;
      // A byte that only the first may be has none before it.
      if (longest || (at < end && !more.contains(text[at] & 0xFF))) {
        return start;
      }
    }
    return start;
  }

  /** Where the next shorter run begins than one that begins at a position, or {@link #NONE}. */
  int next(byte[] text, int start, int end, boolean atStart) {
    for (int at = start + 1; at <= end; at++) {
      if (begins(Run.SHORTEST, text, at, end) && holds(text, at, atStart)) {
        return at;
      }
    }
    return NONE;
  }

  /** Whether all from {@code at} on may be the whole run. */
  private boolean begins(Run run, byte[] text, int at, int end) {
    int count = first.isEmpty() ? end - at : end - at - 1;
    return (count >= min || run == Run.OPEN)
        && (max == PatternNode.UNBOUNDED || count <= max)
        && (first.isEmpty() || (at < end && isFirst(text[at] & 0xFF)));
  }

  private boolean isFirst(int value) {
    return first.isPresent() && first.get().contains(value);
  }

  private boolean holds(byte[] text, int at, boolean atStart) {
    if (at > 0) {
      return holds(text[at - 1] & 0xFF);
    }
    return atStart && look.atStart();
  }

  private boolean holds(int before) {
    return before == ByteClasses.EDGE ? look.atStart() : look.before().contains(before);
  }
}
