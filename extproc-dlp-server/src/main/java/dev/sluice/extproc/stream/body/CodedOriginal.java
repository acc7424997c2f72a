package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;

/**
 * The coded bytes of a body as they arrived, up to a limit. They can leave in place of bytes that
 * are encoded again.
 */
final class CodedOriginal {
  private final long limit;
  private ByteString bytes = ByteString.EMPTY;
  private boolean kept;

  /** Creates an original of at most so many bytes; none is kept if that is 0. */
  CodedOriginal(long limit) {
    this.limit = limit;
    this.kept = limit > 0;
  }

  /** Adds bytes, or drops all if they are too many. */
  void add(ByteString more) {
    if (kept && (long) bytes.size() + more.size() <= limit) {
      bytes = bytes.concat(more);
    } else {
      drop();
    }
  }

  /** Returns true while all bytes of the body are here. */
  boolean isKept() {
    return kept;
  }

  /** Drops the bytes, because the body has changed. */
  void drop() {
    kept = false;
    bytes = ByteString.EMPTY;
  }

  /** Removes and returns all bytes. */
  ByteString take() {
    ByteString all = bytes;
    drop();
    return all;
  }

  int size() {
    return bytes.size();
  }
}
