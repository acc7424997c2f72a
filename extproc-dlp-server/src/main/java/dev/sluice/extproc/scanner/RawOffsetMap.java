package dev.sluice.extproc.scanner;

import java.util.Arrays;

/** The raw bytes of the body that each byte of a channel's text comes from, from some offset on. */
public final class RawOffsetMap {
  private static final byte[] NOTHING = {};

  /** A consumer of ranges of raw offsets. */
  @FunctionalInterface
  interface Ranges {
    void range(long from, long to);
  }

  /** A consumer of edits of raw bytes. */
  @FunctionalInterface
  public interface Rewrites {
    void rewrite(long rawFrom, long rawTo, byte[] text);
  }

  private long[] textAt = new long[4];
  private long[] rawAt = new long[4];
  private int[] textLength = new int[4];
  private int[] rawLength = new int[4];
  private boolean[] apart = new boolean[4];
  private int first;
  private int end;
  private long length;

  /** Returns the length of the text so far. */
  public long length() {
    return length;
  }

  /** Adds the raw bytes of the next text: one for each byte, or all for the whole text. */
  public void add(int text, long raw, int rawBytes) {
    int last = end - 1;
    if (end > first
        && !apart[last]
        && text == rawBytes
        && textLength[last] == rawLength[last]
        && rawAt[last] + rawLength[last] == raw
        && textLength[last] + text > 0) {
      textLength[last] += text;
      rawLength[last] += text;
    } else {
      append(text, raw, rawBytes, false);
    }
    length += text;
  }

  /** Adds text that is not the same as its raw bytes, even if it is as long as they are. */
  void addDecoded(int text, long raw, int rawBytes) {
    append(text, raw, rawBytes, true);
    length += text;
  }

  private void append(int text, long raw, int rawBytes, boolean decoded) {
    makeRoom();
    textAt[end] = length;
    rawAt[end] = raw;
    textLength[end] = text;
    rawLength[end] = rawBytes;
    apart[end++] = decoded;
  }

  /** Returns whether a part of the text includes decoded text or has gaps in its raw bytes. */
  boolean isDecoded(long from, long to) {
    int segment = find(from);
    return segment != find(to - 1) || apart[segment];
  }

  /** Returns the first raw byte of the text at {@code offset}. */
  public long rawStart(long offset) {
    int i = find(offset);
    return textLength[i] == rawLength[i] ? rawAt[i] + offset - textAt[i] : rawAt[i];
  }

  /** Returns the offset after the last raw byte of the text before {@code offset}. */
  public long rawEnd(long offset) {
    int i = find(offset - 1);
    return textLength[i] == rawLength[i] ? rawAt[i] + offset - textAt[i] : rawAt[i] + rawLength[i];
  }

  /**
   * Replaces a part of the text. The first range of its raw bytes becomes the new text; its other
   * ranges become empty.
   */
  public void replace(long from, long to, byte[] text, Rewrites out) {
    byte[][] left = {text};
    ranges(
        from,
        to,
        (rawFrom, rawTo) -> {
          out.rewrite(rawFrom, rawTo, left[0]);
          left[0] = NOTHING;
        });
  }

  /** Reports the raw bytes of a part of the text in as few ranges as possible. */
  void ranges(long from, long to, Ranges out) {
    long openFrom = -1;
    long openTo = -1;
    for (int i = find(from); i < end && textAt[i] < to; i++) {
      boolean plain = textLength[i] == rawLength[i];
      long rawFrom = plain ? rawAt[i] + Math.max(0, from - textAt[i]) : rawAt[i];
      long rawTo =
          plain ? rawAt[i] + Math.min(textLength[i], to - textAt[i]) : rawAt[i] + rawLength[i];
      if (rawFrom == rawTo) {
        continue;
      }
      if (rawFrom != openTo) {
        if (openTo >= 0) {
          out.range(openFrom, openTo);
        }
        openFrom = rawFrom;
      }
      openTo = rawTo;
    }
    if (openTo >= 0) {
      out.range(openFrom, openTo);
    }
  }

  /** Drops the text before {@code offset}. */
  public void dropBefore(long offset) {
    while (first < end && textAt[first] + textLength[first] <= offset) {
      first++;
    }
    if (first == end) {
      first = 0;
      end = 0;
    }
  }

  /** Starts another text. */
  public void clear() {
    first = 0;
    end = 0;
    length = 0;
  }

  private int find(long offset) {
    int low = first;
    int high = end - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (textAt[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private void makeRoom() {
    if (end < textAt.length) {
      return;
    }
    int kept = end - first;
    int capacity = kept > textAt.length / 2 ? textAt.length * 2 : textAt.length;
    textAt = moved(textAt, capacity);
    rawAt = moved(rawAt, capacity);
    textLength = moved(textLength, capacity);
    rawLength = moved(rawLength, capacity);
    apart = Arrays.copyOf(Arrays.copyOfRange(apart, first, end), capacity);
    first = 0;
    end = kept;
  }

  private long[] moved(long[] array, int capacity) {
    return Arrays.copyOf(Arrays.copyOfRange(array, first, end), capacity);
  }

  private int[] moved(int[] array, int capacity) {
    return Arrays.copyOf(Arrays.copyOfRange(array, first, end), capacity);
  }
}
