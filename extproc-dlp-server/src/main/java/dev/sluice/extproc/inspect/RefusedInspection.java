package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;

/** A body that cannot be read at all. */
record RefusedInspection(String why) implements UnreadInspection {
  @Override
  public Verdict feed(ByteString chunk, boolean last) {
    return new Verdict.Invalid(ByteString.EMPTY, why);
  }
}
