package dev.sluice.extproc.notation;

import java.util.Arrays;

/**
 * A reader that recognizes notations in a text that arrives in pieces. What it passes on does not
 * depend on the pieces. Text that may be the beginning of a notation waits.
 *
 * <p>Ordinary text has hardly any of the bytes with which a notation begins, so most of it passes
 * after a search for these bytes, and for long runs of base64.
 */
public final class NotationReader {
  private static final int SLICE = 4096;
  private static final int SMALL = 256;
  private static final int BLOCK = 8;

  private final Notation url = new UrlEscape();
  private final Notation reference = new CharacterReference();
  private final Notation backslash = new BackslashEscape();
  private final Notation lineBreak = new LineBreak();
  private final Notation mark = new MarkupMark();
  private final Notation enclosed = new EnclosedCharacter();
  private final Notation gap = new NumberGap();
  private final Base64Run base64 = new Base64Run();

  private final NotationHandler next;
  private final NotationText text = new NotationText();
  private final ShownBytes shown = new ShownBytes();

  /** The position behind the last bytes that belong to a run which is not readable. */
  private int rejected = -1;

  /** The end of the text that has been passed on; the bytes before it are context. */
  private int passed;

  public NotationReader(NotationHandler next) {
    this.next = next;
  }

  /** Reads the next piece of the text. */
  public void feed(byte[] bytes, int from, int to) {
    for (int piece = from; piece < to; piece += SLICE) {
      int size = Math.min(SLICE, to - piece);
      if (text.bytes.length - text.length < size) {
        text.bytes = Arrays.copyOf(text.bytes, text.length + size);
      }
      System.arraycopy(bytes, piece, text.bytes, text.length, size);
      text.length += size;
      read();
      forget();
    }
  }

  /** Ends the text. */
  public void end() {
    text.last = true;
    read();
    text.last = false;
    text.length = 0;
    passed = 0;
    rejected = -1;
    base64.leave();
    if (text.bytes.length > SMALL) {
      text.bytes = new byte[SMALL];
    }
  }

  /** Returns the number of bytes that wait. */
  public int waiting() {
    return text.length - passed;
  }

  private void read() {
    int at = passed;
    while (at >= 0) {
      if (at < text.length) {
        at = base64.isInside() ? readRun(at) : readText(at);
      } else {
        int result = tryLastRun();
        if (result == Notation.NONE) {
          pass(text.length);
        }
        at = result == Notation.RUN ? passed : -1;
      }
    }
  }

  /** Reads until behind the next mark or run; returns the position, or -1 if the rest waits. */
  private int readText(int from) {
    int found = MarkSearch.next(text.bytes, from, text.length);
    int end = Math.min(found + BLOCK, text.length);
    if (end - found == BLOCK && MarkSearch.isRun(text.bytes, found)) {
      int result = found == rejected ? Notation.NONE : tryRun(found);
      rejected = end;
      if (result != Notation.NONE) {
        return result == Notation.OPEN ? -1 : passed;
      }
    }
    return readBlock(found, end);
  }

  /** Reads the marks and ends of runs in a block; returns the position, or -1 if the rest waits. */
  private int readBlock(int from, int to) {
    for (int at = from; at < to; at++) {
      if (MarkSearch.mayBegin(text.bytes, at, text.length)) {
        if (ByteKinds.is(text.bytes[at], ByteKinds.BASE64) && at != rejected) {
          int result = tryRun(at);
          if (result != Notation.NONE) {
            return result == Notation.OPEN ? -1 : passed;
          }
        }
        int end = readMark(at);
        if (end != at + 1) {
          return end;
        }
      }
    }
    return to;
  }

  /** Enters the run of base64 with which the text ends so far, as {@link #tryRun} does. */
  private int tryLastRun() {
    int last = text.length - 1;
    return !base64.isInside() && last >= passed && ByteKinds.is(text.bytes[last], ByteKinds.BASE64)
        ? tryRun(last)
        : Notation.NONE;
  }

  /** Enters the run of base64 around a position if it begins near it and is readable. */
  private int tryRun(int within) {
    byte[] bytes = text.bytes;
    int start = within;
    int lowest = Math.max(passed, within - 2 * BLOCK);
    while (start > lowest && ByteKinds.is(bytes[start - 1], ByteKinds.BASE64)) {
      start--;
    }
    if (start > 0 && ByteKinds.is(bytes[start - 1], ByteKinds.BASE64)) {
      return Notation.NONE;
    }
    int result = Base64Run.begins(text, start);
    if (result != Notation.NONE) {
      pass(start);
    }
    if (result == Notation.RUN) {
      base64.enter();
    }
    return result;
  }

  /** Reads the mark at a position; returns the position behind it, or -1 if the rest waits. */
  private int readMark(int at) {
    shown.clear();
    int length =
        switch (text.bytes[at] & 0xFF) {
          case '%' -> url.read(text, at, shown);
          case '&' -> reference.read(text, at, shown);
          case '\\' -> backslash.read(text, at, shown);
          case '\n', '\r' -> lineBreak.read(text, at, shown);
          case '~' -> first(mark, gap, at);
          case '*', '`', '<', '_' -> mark.read(text, at, shown);
          default -> first(enclosed, gap, at);
        };
    return length == Notation.NONE ? at + 1 : notation(at, length);
  }

  /** Returns the result of one notation, or that of another if the first is none. */
  private int first(Notation one, Notation other, int at) {
    int result = one.read(text, at, shown);
    return result == Notation.NONE ? other.read(text, at, shown) : result;
  }

  /** Reads the next group of a run; returns the position behind it, or -1 if the rest waits. */
  private int readRun(int at) {
    shown.clear();
    int length = base64.read(text, at, shown);
    if (length == Notation.NONE) {
      base64.leave();
      return at;
    }
    return notation(at, length);
  }

  private int notation(int at, int length) {
    pass(at);
    if (length == Notation.OPEN) {
      return -1;
    }
    next.notation(text.bytes, at, at + length, shown.bytes(), shown.length());
    passed = at + length;
    return passed;
  }

  private void pass(int to) {
    if (to > passed) {
      next.plain(text.bytes, passed, to);
      passed = to;
    }
  }

  private void forget() {
    rejected = -1;
    int dropped = passed - Notation.LOOK_BEHIND;
    if (dropped > 0) {
      text.length -= dropped;
      System.arraycopy(text.bytes, dropped, text.bytes, 0, text.length);
      passed -= dropped;
    }
  }
}
