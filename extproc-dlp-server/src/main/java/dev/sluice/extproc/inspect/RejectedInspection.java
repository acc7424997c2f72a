package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;

/** A body that cannot be read at all. */
record RejectedInspection(String reason) implements UnscannedInspection {
  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    return new BodyVerdict.Invalid(ByteString.EMPTY, reason);
  }
}
