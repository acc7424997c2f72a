package dev.sluice.extproc.decoder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hands text on as a reader sees it who has only ASCII, character by character. */
public final class TextNormalizer implements TextHandler {
  private static final int LONGEST = 4;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Hears of characters that are not handed on as they are. */
  public interface ReplacementListener {
    /** The next unit, of so many bytes, is shown by these. */
    void replaced(int shown, byte[] text, int from, int to);
  }

  private final TextHandler next;
  private final ReplacementListener originals;
  private final byte[] open = new byte[LONGEST];
  private int opened;
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
    if (opened > 0) {
      at = goOn(bytes, from, to, raw);
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

  /** The text ends; what has begun stands for itself. */
  public void flush() {
    if (opened > 0) {
      int length = opened;
      opened = 0;
      next.text(open, 0, length, openRaw);
    }
  }

  /** Where the next character begins that may not be what it shows; eight bytes at a time. */
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

  /** The first raw byte that has not been handed on. */
  public long watermark() {
    return opened > 0 ? openRaw : Long.MAX_VALUE;
  }

  /** Completes the character that has begun, if this is where it goes on. */
  private int goOn(byte[] bytes, int from, int to, long raw) {
    int length = length(open[0]);
    if (raw != openRaw + opened) {
      flush();
      return from;
    }
    int at = from;
    while (at < to && opened < length) {
      open[opened++] = bytes[at++];
    }
    if (opened == length) {
      int character = CharacterNormalization.normalized(decode(open, 0, length));
      if (character == CharacterNormalization.ITSELF) {
        flush();
      } else {
        opened = 0;
        show(character, open, 0, length, openRaw, length);
      }
    }
    return at;
  }

  private void begin(byte[] bytes, int from, int to, long raw) {
    opened = to - from;
    openRaw = raw;
    System.arraycopy(bytes, from, open, 0, opened);
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

  /** What is no UTF-8 comes to no character that shows anything else. */
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
