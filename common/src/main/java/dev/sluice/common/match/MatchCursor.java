package dev.sluice.common.match;

import java.util.Arrays;
import java.util.List;

/**
 * The search through one text that arrives in pieces. What it tells its listener does not depend on
 * how the text was cut. It keeps only the text that an undecided match may still claim.
 */
public final class MatchCursor {
  private static final int SLICE = 4096;
  private static final int SMALL_WINDOW = 64;

  private final List<DfaRun> runs;
  private byte[] window = new byte[SMALL_WINDOW];
  private int length;
  private long base;

  MatchCursor(PatternSet set, MatchListener listener) {
    runs = set.parts().stream().map(part -> new DfaRun(set, part, listener)).toList();
  }

  /** Takes the next piece of the text. */
  public void feed(byte[] text, int from, int to) {
    for (int at = from; at < to; at += SLICE) {
      int size = Math.min(SLICE, to - at);
      makeRoom(size);
      System.arraycopy(text, at, window, length, size);
      length += size;
      runs.forEach(run -> run.scan(window, length, base, false));
      forget();
    }
  }

  /**
   * The text ends here: every match is decided. The cursor then stands at the start of a new text.
   */
  public void end() {
    runs.forEach(run -> {
      run.scan(window, length, base, true);
      run.reset(0);
    });
    length = 0;
    base = 0;
    if (window.length > SLICE) {
      window = new byte[SMALL_WINDOW];
    }
  }

  /** The offset of the first byte that a match not told yet may still claim. */
  public long settled() {
    int start = length;
    for (DfaRun run : runs) {
      start = Math.min(start, run.start());
    }
    return base + start;
  }

  /**
   * Drops what is decided, but for the one byte that look-behind may ask for; not before it is half
   * of the window, so that moving stays linear.
   */
  private void forget() {
    int keepFrom = (int) (settled() - base) - 1;
    if (keepFrom <= 0 || keepFrom < length / 2) {
      return;
    }
    length -= keepFrom;
    System.arraycopy(window, keepFrom, window, 0, length);
    base += keepFrom;
    runs.forEach(run -> run.shift(keepFrom));
    if (window.length > SLICE && length <= SMALL_WINDOW) {
      window = Arrays.copyOf(window, SMALL_WINDOW);
    }
  }

  private void makeRoom(int size) {
    if (window.length - length < size) {
      window = Arrays.copyOf(window, Math.max(length + size, window.length * 2));
    }
  }
}
