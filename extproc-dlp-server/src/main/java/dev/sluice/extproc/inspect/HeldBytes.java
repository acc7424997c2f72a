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
  private boolean edited;

  int size() {
    return bytes.size();
  }

  /** Returns true if released bytes were edited. */
  boolean edited() {
    return edited;
  }

  void add(ByteString chunk) {
    bytes = bytes.concat(chunk);
  }

  /**
   * Removes and returns the bytes before an offset, edited. Edits can overlap because a text can be
   * read in two ways; one that lies inside an earlier one is left out.
   */
  ByteString release(long watermark, BodyEdits edits) {
    if (watermark < base) {
      return ByteString.EMPTY;
    }
    List<ByteString> parts = new ArrayList<>();
    long at = base;
    for (BodyEdits.Edit edit : edits.takeBefore(watermark)) {
      if (edit.from() >= at || edit.to() > at) {
        parts.add(slice(at, Math.max(at, edit.from())));
        parts.add(ByteString.copyFrom(edit.text()));
        at = edit.to();
        edited = true;
      }
    }
    parts.add(slice(at, watermark));
    bytes = slice(watermark, base + bytes.size());
    base = watermark;
    return parts.size() == 1 ? parts.getFirst() : ByteString.copyFrom(parts);
  }

  /** Copies a small rest, so that the chunks it came in can be freed. */
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
