package dev.sluice.extproc.channel;

import dev.sluice.extproc.decoder.TextHandler;
import java.util.Arrays;

/** A text that is stored until its channel is decided. */
public final class BufferedText implements TextHandler {
  private final boolean mayBeWhole;
  private byte[] text = new byte[64];
  private int length;
  private long[] rawAt = new long[2];
  private int[] lengths = new int[2];
  private int[] rawLengths = new int[2];
  private int count;

  /** Creates an empty text; {@code alone} is true if it may also be a complete text. */
  public BufferedText(boolean alone) {
    this.mayBeWhole = alone;
  }

  public boolean mayBeWhole() {
    return mayBeWhole;
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    int last = count - 1;
    boolean continues =
        count > 0 && lengths[last] == rawLengths[last] && rawAt[last] + rawLengths[last] == raw;
    unit(bytes, from, to, raw, to - from);
    if (continues) {
      count--;
      lengths[last] += to - from;
      rawLengths[last] += to - from;
    }
  }

  @Override
  public void unit(byte[] bytes, int from, int to, long raw, int rawLength) {
    if (text.length - length < to - from) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + to - from));
    }
    System.arraycopy(bytes, from, text, length, to - from);
    length += to - from;
    if (count == lengths.length) {
      rawAt = Arrays.copyOf(rawAt, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
      rawLengths = Arrays.copyOf(rawLengths, 2 * count);
    }
    rawAt[count] = raw;
    lengths[count] = to - from;
    rawLengths[count++] = rawLength;
  }

  /** Passes the text to a handler as it was received. */
  public void writeTo(TextHandler to) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      int end = at + lengths[i];
      if (lengths[i] == rawLengths[i]) {
        to.text(text, at, end, rawAt[i]);
      } else {
        to.unit(text, at, end, rawAt[i], rawLengths[i]);
      }
      at = end;
    }
  }

  public void clear() {
    length = 0;
    count = 0;
  }

  public boolean isEmpty() {
    return length == 0;
  }
}
