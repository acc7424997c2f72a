package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;

/** A tracker of whether the bytes sent so far end with a complete event. */
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

  /** Returns the bytes that must precede a new event. */
  ByteString separator() {
    return whole() ? ByteString.EMPTY : NEW_EVENT;
  }

  /** Returns the bytes that must precede a new line. */
  ByteString lineSeparator() {
    return !started || last == '\n' ? ByteString.EMPTY : NEW_LINE;
  }

  private boolean whole() {
    boolean sameTwice = last == beforeLast && (last == '\n' || last == '\r');
    boolean crlfAfterLine = last == '\n' && beforeLast == '\r' && earlier == '\n';
    return !started || sameTwice || crlfAfterLine;
  }
}
