package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.extproc.rewriter.BodyEdits;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a body that have not left yet. */
final class HeldBytes {
  private static final int SMALL = 8192;

  private ByteString bytes = ByteString.EMPTY;
  private long base;

  int size() {
    return bytes.size();
  }

  void add(ByteString chunk) {
    bytes = bytes.concat(chunk);
  }

  /**
   * Takes out the bytes before an offset, with the changes that concern them. Of changes that
   * overlap, for a text was read in two ways, one that lies inside those before it is left out.
   */
  ByteString release(long upTo, BodyEdits edits) {
    if (upTo < base) {
      return ByteString.EMPTY;
    }
    List<ByteString> parts = new ArrayList<>();
    long at = base;
    for (BodyEdits.Edit edit : edits.takeBefore(upTo)) {
      if (edit.from() >= at || edit.to() > at) {
        parts.add(slice(at, Math.max(at, edit.from())));
        parts.add(ByteString.copyFrom(edit.text()));
        at = edit.to();
      }
    }
    parts.add(slice(at, upTo));
    bytes = slice(upTo, base + bytes.size());
    base = upTo;
    return parts.size() == 1 ? parts.getFirst() : ByteString.copyFrom(parts);
  }

  /** Lets go of the chunks that the bytes came in, unless they are worth keeping. */
  void compact() {
    if (bytes.size() <= SMALL) {
      bytes = UnsafeByteOperations.unsafeWrap(bytes.toByteArray());
    }
  }

  void drop() {
    base += bytes.size();
    bytes = ByteString.EMPTY;
  }

  private ByteString slice(long from, long to) {
    return bytes.substring((int) (from - base), (int) (to - base));
  }
}
