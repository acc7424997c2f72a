package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.decoder.JsonTokenizer;

/**
 * A request that says it is no text. It passes as it is, unless it begins as JSON does: an upstream
 * that does not look at content types would read what nobody inspected.
 */
final class OpaqueInspection implements UnreadInspection {
  private int opener;
  private boolean decided;

  @Override
  public Verdict feed(ByteString chunk, boolean last) {
    for (int i = 0; i < chunk.size() && !decided; i++) {
      if (json(chunk.byteAt(i))) {
        return new Verdict.Invalid(chunk.substring(0, i), "JSON that says it is no text");
      }
    }
    return new Verdict.Pass(chunk);
  }

  /** Looks at one more byte; JSON is told by its first two marks. */
  private boolean json(byte b) {
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

  @Override
  public boolean scanned() {
    return false;
  }
}
