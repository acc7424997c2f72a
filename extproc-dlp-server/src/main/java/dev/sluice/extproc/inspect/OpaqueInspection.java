package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;

/**
 * A request that says it is no text. It passes as it is, unless it begins as JSON does: an upstream
 * that does not look at content types would read what nobody inspected.
 */
final class OpaqueInspection implements UnreadInspection {
  static final String HIDDEN_JSON = "JSON that says it is no text";

  private final JsonOpening opening = new JsonOpening();

  @Override
  public Verdict feed(ByteString chunk, boolean last) {
    for (int i = 0; i < chunk.size() && !opening.decided(); i++) {
      if (opening.shownBy(chunk.byteAt(i))) {
        return new Verdict.Invalid(chunk.substring(0, i), HIDDEN_JSON);
      }
    }
    return new Verdict.Pass(chunk);
  }

  @Override
  public boolean scanned() {
    return false;
  }
}
