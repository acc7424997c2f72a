package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;

/** An inspection of a body that cannot be read. */
record RejectedInspection(String reason) implements UnscannedInspection {
  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    return new BodyVerdict.Invalid(ByteString.EMPTY, reason);
  }
}
