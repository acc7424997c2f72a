package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.framing.JsonStart;

/**
 * An inspection of a request whose content type is not text. The body passes unchanged unless it
 * begins as JSON does. An upstream that ignores content types would read such JSON without
 * inspection.
 */
final class OpaqueInspection implements UnscannedInspection {
  private final JsonStart opening = new JsonStart();

  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    for (int i = 0; i < chunk.size() && !opening.decided(); i++) {
      if (opening.accept(chunk.byteAt(i))) {
        return new BodyVerdict.Invalid(chunk.substring(0, i), JsonStart.HIDDEN_JSON);
      }
    }
    return new BodyVerdict.Pass(chunk);
  }

  @Override
  public boolean scanned() {
    return false;
  }
}
