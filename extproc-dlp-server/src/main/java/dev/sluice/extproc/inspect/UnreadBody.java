package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;

/** An inspection of a body that passes unread and unchanged. */
public record UnreadBody() implements UnscannedInspection {
  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    return new BodyVerdict.Pass(chunk);
  }

  @Override
  public boolean scanned() {
    return false;
  }
}
