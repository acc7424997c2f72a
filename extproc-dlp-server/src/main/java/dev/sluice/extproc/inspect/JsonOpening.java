package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.JsonTokenizer;

/** Looks at the start of bytes that say they are no text: JSON is told by its first two marks. */
final class JsonOpening {
  private int opener;
  private boolean decided;

  /** True once it is known whether the bytes begin as JSON does. */
  boolean decided() {
    return decided;
  }

  /** Looks at one more byte; true if it shows that this is JSON. */
  boolean shownBy(byte b) {
    if (JsonTokenizer.isWhite(b)) {
      return false;
    }
    if (opener == 0 && JsonMark.opens(b)) {
      opener = b;
      return false;
    }
    decided = true;
    return switch (opener) {
      case '{' -> b == '"';
      case '[' -> b == '"' || JsonMark.opens(b);
      default -> false;
    };
  }
}
