package dev.sluice.common.match.search;

import org.jspecify.annotations.Nullable;

/** The retained part of a text. */
final class TextWindow {
  private final byte[] bytes;
  private final int end;
  private final long base;
  private final boolean last;

  /** The candidate of the previous check, which often has the same bytes. */
  private @Nullable MatchCandidate before;

  /**
   * Creates a window.
   *
   * @param bytes an array that begins with the window
   * @param end the end of the window in the array
   * @param base the offset of the window in the text
   * @param last whether the text ends with the window
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

  /** Returns the offset in the text of a position in the window. */
  long offset(int at) {
    return base + at;
  }

  /** Returns the candidate for the bytes between two positions. */
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
