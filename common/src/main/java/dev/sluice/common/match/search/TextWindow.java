package dev.sluice.common.match.search;

import org.jspecify.annotations.Nullable;

/** The part of a text that is kept. */
final class TextWindow {
  private final byte[] bytes;
  private final int end;
  private final long base;
  private final boolean last;

  /** The candidate of the check before, which often is of the same bytes. */
  private @Nullable MatchCandidate before;

  /**
   * Where it is.
   *
   * @param bytes an array that begins with it
   * @param end its end in the array
   * @param base where it begins in the text
   * @param last whether the text ends with it
   */
  TextWindow(byte[] bytes, int end, long base, boolean last) {
    this.bytes = bytes;
    this.end = end;
    this.base = base;
    this.last = last;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean startsText() {
    return base == 0;
  }

  /** The offset in the text of a position in the window. */
  long offset(int at) {
    return base + at;
  }

  /** What a check is asked about the bytes between two positions. */
  MatchCandidate candidate(MatchCheck check, int from, int to) {
    int first = Math.max(0, from - check.lookBehind());
    int asked = to + check.lookAhead();
    MatchCandidate candidate =
        new MatchCandidate(bytes, first, from, to, Math.min(end, asked), last || asked <= end);
    if (before == null || !before.sameAs(candidate)) {
      before = candidate;
    }
    return before;
  }
}
