package dev.sluice.extproc.framing;

import dev.sluice.extproc.decoder.JsonTokenizer;

/** Looks at the start of bytes that say they are no text: JSON is told by its first two marks. */
public final class JsonStartDetector {
  public static final String HIDDEN_JSON = "JSON that says it is no text";

  private int opener;
  private boolean decided;

  /** True once it is known whether the bytes begin as JSON does. */
  public boolean decided() {
    return decided;
  }

  /** Looks at one more byte; true if it shows that this is JSON. */
  public boolean accept(byte b) {
    if (JsonTokenizer.isWhite(b)) {
      return false;
    }
    if (opener == 0 && JsonStart.isOpeningBracket(b)) {
      opener = b;
      return false;
    }
    decided = true;
    return switch (opener) {
      case '{' -> b == '"';
      case '[' -> b == '"' || JsonStart.isOpeningBracket(b);
      default -> false;
    };
  }
}
