package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;

/** Knows whether the bytes of an event stream that have left end with a whole event. */
final class EventBoundaryTracker {
  private static final ByteString NEW_EVENT = ByteString.copyFromUtf8("\n\n");
  private static final ByteString NEW_LINE = ByteString.copyFromUtf8("\n");

  private int beforeLast;
  private int last;
  private int earlier;
  private boolean started;

  void sent(ByteString bytes) {
    int size = bytes.size();
    for (int i = Math.max(0, size - 3); i < size; i++) {
      started = true;
      earlier = beforeLast;
      beforeLast = last;
      last = bytes.byteAt(i);
    }
  }

  /** What must precede an event so that it is one of its own. */
  ByteString separator() {
    return whole() ? ByteString.EMPTY : NEW_EVENT;
  }

  /** What must precede a line so that it is one of its own. */
  ByteString lineSeparator() {
    return !started || last == '\n' ? ByteString.EMPTY : NEW_LINE;
  }

  private boolean whole() {
    boolean sameTwice = last == beforeLast && (last == '\n' || last == '\r');
    boolean crlfAfterLine = last == '\n' && beforeLast == '\r' && earlier == '\n';
    return !started || sameTwice || crlfAfterLine;
  }
}
