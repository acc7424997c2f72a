package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;

/** An inspection of an event stream that passes unread and unchanged. */
public record UnscannedEventStream() implements UnscannedInspection {
  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    return new BodyVerdict.Pass(chunk);
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
