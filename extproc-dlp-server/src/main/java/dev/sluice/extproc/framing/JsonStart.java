package dev.sluice.extproc.framing;

import dev.sluice.extproc.decoder.JsonTokenizer;

/**
 * A detector of JSON in a body or a part whose content type is not JSON. It decides by the first
 * two bytes that are not white space.
 */
public final class JsonStart {
  public static final String HIDDEN_JSON = "JSON under a content type that is not text";

  private int opener;
  private boolean decided;

  /** Returns the index of the first byte that is neither white space nor a byte order mark. */
  public static int skipBlank(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** Returns true if a body that begins with this byte is read as JSON. */
  public static boolean isOpeningBracket(byte b) {
    return b == '{' || b == '[';
  }

  /** Returns true once the bytes so far show whether they begin as JSON does. */
  public boolean decided() {
    return decided;
  }

  /** Reads one more byte; returns true if it shows that the bytes are JSON. */
  public boolean accept(byte b) {
    if (JsonTokenizer.isWhite(b)) {
      return false;
    }
    if (opener == 0 && isOpeningBracket(b)) {
      opener = b;
      return false;
    }
    decided = true;
    return switch (opener) {
      case '{' -> b == '"';
      case '[' -> b == '"' || isOpeningBracket(b);
      default -> false;
    };
  }

  private static boolean isBlank(byte b) {
    return JsonTokenizer.isWhite(b) || b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
  }
}
