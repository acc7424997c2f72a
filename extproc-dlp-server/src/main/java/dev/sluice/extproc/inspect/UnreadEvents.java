package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;

/** An event stream that nobody reads, and that passes as it is. */
public record UnreadEvents() implements UnreadInspection {
  @Override
  public Verdict feed(ByteString chunk, boolean last) {
    return new Verdict.Pass(chunk);
  }

  @Override
  public boolean scanned() {
    return false;
  }

  @Override
  public boolean eventStream() {
    return true;
  }
}
