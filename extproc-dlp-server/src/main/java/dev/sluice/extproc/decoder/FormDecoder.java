package dev.sluice.extproc.decoder;

/** A decoder of the keys and values of {@code application/x-www-form-urlencoded}. */
public final class FormDecoder {
  /** A handler of decoded text; each key and each value ends with its own call. */
  public interface Handler extends TextHandler {
    /** Ends a key; its value begins at an offset of the body. */
    void keyEnd(long raw);

    /** Ends a value, or a key without one. */
    void valueEnd();
  }

  private static final byte[] SPACE = {' '};
  private static final byte[] EQUALS = {'='};

  private final Handler handler;
  private final byte[] escape = new byte[2];
  private final byte[] decoded = new byte[1];
  private int escaped;
  private long escapeStart;
  private boolean inValue;

  public FormDecoder(Handler handler) {
    this.handler = handler;
  }

  /** Returns the watermark: the first raw byte of an incomplete escape. */
  public long watermark() {
    return escaped > 0 ? escapeStart : Long.MAX_VALUE;
  }

  /** Reads the next bytes; {@code raw} is the offset of the first one in the body. */
  public void feed(byte[] bytes, int from, int to, long raw) {
    int at = from;
    while (at < to) {
      long here = raw + at - from;
      if (escaped > 0) {
        at += hexDigit(bytes[at], here) ? 1 : 0;
        continue;
      }
      int end = at;
      while (end < to && "%+&=".indexOf(bytes[end]) < 0) {
        end++;
      }
      if (end > at) {
        handler.text(bytes, at, end, here);
      } else {
        sign(bytes[at], here);
        end++;
      }
      at = end;
    }
  }

  /** Ends the body. */
  public void end() {
    flush();
    handler.valueEnd();
  }

  private void sign(byte b, long raw) {
    switch (b) {
      case '%' -> {
        escaped = 1;
        escapeStart = raw;
      }
      case '+' -> handler.text(SPACE, 0, 1, raw);
      case '=' -> equalsSign(raw);
      default -> {
        inValue = false;
        handler.valueEnd();
      }
    }
  }

  /** Reads an equals sign; the first one ends the key, later ones are part of the value. */
  private void equalsSign(long raw) {
    if (inValue) {
      handler.text(EQUALS, 0, 1, raw);
    } else {
      inValue = true;
      handler.keyEnd(raw + 1);
    }
  }

  /** Reads a byte of an escape; returns false if it is not a hex digit and must be read as text. */
  private boolean hexDigit(byte b, long raw) {
    int digit = Character.digit(b, 16);
    if (digit < 0) {
      flush();
      return false;
    }
    if (escaped == 1) {
      escape[0] = b;
      escaped = 2;
    } else {
      decoded[0] = (byte) (Character.digit(escape[0], 16) << 4 | digit);
      escaped = 0;
      handler.unit(decoded, 0, 1, escapeStart, (int) (raw + 1 - escapeStart));
    }
    return true;
  }

  private void flush() {
    if (escaped > 0) {
      byte[] text = {'%', escape[0]};
      int length = escaped;
      escaped = 0;
      handler.text(text, 0, length, escapeStart);
    }
  }
}
