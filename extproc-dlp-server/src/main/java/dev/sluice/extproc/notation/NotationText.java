package dev.sluice.extproc.notation;

/** A part of a text around a position, with the bytes before it that may decide about it. */
final class NotationText {
  /** The value of a byte before the beginning or behind the end of the text. */
  static final int EDGE = -1;

  /** The value of a byte that has not arrived. */
  static final int UNKNOWN = -2;

  byte[] bytes = new byte[256];
  int length;
  boolean last;

  /** Returns a byte, {@link #EDGE} or {@link #UNKNOWN}. */
  int at(int index) {
    if (index < 0) {
      return EDGE;
    }
    return index < length ? bytes[index] & 0xFF : last ? EDGE : UNKNOWN;
  }

  /** Returns the first position behind a run of bytes of some classes. */
  int endOfRun(int from, int to, int classes) {
    int end = Math.min(to, length);
    int at = from;
    while (at < end && ByteKinds.is(bytes[at], classes)) {
      at++;
    }
    return at;
  }

  /** Returns whether a byte between two positions is of some classes. */
  boolean has(int from, int to, int classes) {
    for (int i = Math.max(0, from); i < Math.min(to, length); i++) {
      if (ByteKinds.is(bytes[i], classes)) {
        return true;
      }
    }
    return false;
  }
}
