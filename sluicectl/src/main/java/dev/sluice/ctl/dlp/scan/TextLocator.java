package dev.sluice.ctl.dlp.scan;

import java.util.Arrays;

/**
 * A finder of the line and column of offsets, which ascend. It keeps the text from some offset on.
 */
final class TextLocator {
  private byte[] kept = new byte[1 << 10];
  private int length;
  private long base;
  private long line;
  private long column = 1;

  TextLocator(long firstLine) {
    line = firstLine;
  }

  void add(byte[] bytes, int from, int to) {
    int size = to - from;
    if (kept.length - length < size) {
      kept = Arrays.copyOf(kept, Math.max(2 * kept.length, length + size));
    }
    System.arraycopy(bytes, from, kept, length, size);
    length += size;
  }

  /** Moves to an offset and drops the text before it. */
  void moveTo(long offset) {
    int count = Math.clamp(offset - base, 0, length);
    for (int i = 0; i < count; i++) {
      if (kept[i] == '\n') {
        line++;
        column = 1;
      } else if ((kept[i] & 0xC0) != 0x80) {
        column++;
      }
    }
    System.arraycopy(kept, count, kept, 0, length - count);
    length -= count;
    base += count;
  }

  /** Returns the line of the offset of the last move. */
  long line() {
    return line;
  }

  /** Returns the column of the offset of the last move, in characters. */
  long column() {
    return column;
  }
}
