package dev.sluice.extproc.decoder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A normalizer of text: it passes text on in its ASCII form, character by character. */
public final class TextNormalizer implements TextHandler {
  private static final int LONGEST = 4;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A listener for characters that are replaced. */
  public interface ReplacementListener {
    /** Reports that the next unit of {@code shown} bytes replaces these bytes. */
    void replaced(int shown, byte[] text, int from, int to);
  }

  private final TextHandler next;
  private final ReplacementListener originals;
  private final byte[] open = new byte[LONGEST];
  private int openLength;
  private long openRaw;
  private final byte[] shown = new byte[1];

  public TextNormalizer(TextHandler next) {
    this(next, (shown, text, from, to) -> {});
  }

  public TextNormalizer(TextHandler next, ReplacementListener originals) {
    this.next = next;
    this.originals = originals;
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    int at = from;
    if (openLength > 0) {
      at = complete(bytes, from, to, raw);
    }
    int plain = at;
    for (at = next(bytes, at, to); at < to; at = next(bytes, at, to)) {
      int length = length(bytes[at]);
      if (to - at < length) {
        pass(bytes, plain, at, raw + plain - from);
        begin(bytes, at, to, raw + at - from);
        return;
      }
      int character = CharacterNormalization.normalized(decode(bytes, at, length));
      if (character != CharacterNormalization.ITSELF) {
        pass(bytes, plain, at, raw + plain - from);
        show(character, bytes, at, length, raw + at - from, length);
        plain = at + length;
      }
      at += length;
    }
    pass(bytes, plain, to, raw + plain - from);
  }

  @Override
  public void normalizedText(byte[] bytes, int from, int to, long raw) {
    flush();
    next.text(bytes, from, to, raw);
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    flush();
    if (to > from
        && CharacterNormalization.mayBegin(text[from])
        && length(text[from]) == to - from) {
      int character = CharacterNormalization.normalized(decode(text, from, to - from));
      if (character != CharacterNormalization.ITSELF) {
        show(character, text, from, to - from, raw, rawLength);
        return;
      }
    }
    next.unit(text, from, to, raw, rawLength);
  }

  /** Ends the text; an incomplete character passes unchanged. */
  public void flush() {
    if (openLength > 0) {
      int length = openLength;
      openLength = 0;
      next.text(open, 0, length, openRaw);
    }
  }

  /**
   * Returns the index of the next character that may have an ASCII form; reads eight bytes at a
   * time.
   */
  private static int next(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Long.BYTES) {
      if (!CharacterNormalization.mayBegin((long) LONGS.get(bytes, at))) {
        at += Long.BYTES;
      } else {
        for (int end = at + Long.BYTES; at < end; at++) {
          if (CharacterNormalization.mayBegin(bytes[at])) {
            return at;
          }
        }
      }
    }
    while (at < to && !CharacterNormalization.mayBegin(bytes[at])) {
      at++;
    }
    return at;
  }

  /** Returns the watermark: the first raw byte that has not been passed on. */
  public long watermark() {
    return openLength > 0 ? openRaw : Long.MAX_VALUE;
  }

  /** Completes an incomplete character if the bytes continue it. */
  private int complete(byte[] bytes, int from, int to, long raw) {
    int length = length(open[0]);
    if (raw != openRaw + openLength) {
      flush();
      return from;
    }
    int at = from;
    while (at < to && openLength < length) {
      open[openLength++] = bytes[at++];
    }
    if (openLength == length) {
      int character = CharacterNormalization.normalized(decode(open, 0, length));
      if (character == CharacterNormalization.ITSELF) {
        flush();
      } else {
        openLength = 0;
        show(character, open, 0, length, openRaw, length);
      }
    }
    return at;
  }

  private void begin(byte[] bytes, int from, int to, long raw) {
    openLength = to - from;
    openRaw = raw;
    System.arraycopy(bytes, from, open, 0, openLength);
  }

  private void show(int character, byte[] text, int from, int length, long raw, int rawLength) {
    int count = character == CharacterNormalization.NOTHING ? 0 : 1;
    shown[0] = (byte) character;
    originals.replaced(count, text, from, from + length);
    next.unit(shown, 0, count, raw, rawLength);
  }

  private void pass(byte[] bytes, int from, int to, long raw) {
    if (to > from) {
      next.text(bytes, from, to, raw);
    }
  }

  private static int length(byte lead) {
    int value = lead & 0xFF;
    return value < 0xE0 ? 2 : value < 0xF0 ? 3 : 4;
  }

  /** Returns a code point. Invalid UTF-8 becomes a character without an ASCII form. */
  private static int decode(byte[] bytes, int from, int length) {
    int character = bytes[from] & (0xFF >> (length + 1));
    for (int i = from + 1; i < from + length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return 0;
      }
      character = character << 6 | (bytes[i] & 0x3F);
    }
    return character;
  }
}
