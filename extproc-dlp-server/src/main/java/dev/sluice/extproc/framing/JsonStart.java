package dev.sluice.extproc.framing;

import dev.sluice.extproc.decoder.JsonTokenizer;

/** How a body is told to be JSON that does not say so. */
public final class JsonStart {
  private JsonStart() {}

  /** The index of the first byte that is neither white space nor of a byte order mark. */
  public static int skipBlank(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** True if a body that begins with this byte is read as JSON. */
  public static boolean isOpeningBracket(byte b) {
    return b == '{' || b == '[';
  }

  private static boolean isBlank(byte b) {
    return JsonTokenizer.isWhite(b) || b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
  }
}
