package dev.sluice.extproc.scanner;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The original text of a channel for each part of its normalized text, from some offset on. */
final class OriginalText {
  private final RawOffsetMap map = new RawOffsetMap();
  private byte[] kept = new byte[64];
  private int length;
  private long base;

  /** Adds the original bytes of the next {@code shown} bytes of normalized text. */
  void add(int shown, byte[] bytes, int from, int to) {
    if (kept.length - length < to - from) {
      kept = Arrays.copyOf(kept, Math.max(2 * kept.length, length + to - from));
    }
    map.add(shown, base + length, to - from);
    System.arraycopy(bytes, from, kept, length, to - from);
    length += to - from;
  }

  /** Returns the original of a part of the normalized text. */
  byte[] range(long from, long to) {
    var text = new ByteArrayOutputStream();
    map.ranges(
        from, to, (start, end) -> text.write(kept, (int) (start - base), (int) (end - start)));
    return text.toByteArray();
  }

  /** Drops the text before an offset. */
  void dropBefore(long offset) {
    map.dropBefore(offset);
    long until = offset < map.length() ? map.rawStart(offset) : base + length;
    int dropped = (int) (until - base);
    if (2 * dropped >= length) {
      System.arraycopy(kept, dropped, kept, 0, length - dropped);
      length -= dropped;
      base = until;
    }
  }

  /** Starts another text. */
  void clear() {
    map.clear();
    length = 0;
    base = 0;
  }
}
