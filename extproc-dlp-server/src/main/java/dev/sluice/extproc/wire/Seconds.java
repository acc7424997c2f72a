package dev.sluice.extproc.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Timestamp;
import java.io.IOException;

/** A {@code Timestamp} or a {@code Duration}, whose fields are the same. */
public final class Seconds {
  private static final int SECONDS =
      Timestamp.SECONDS_FIELD_NUMBER << Fields.NUMBER | Fields.VARINT;
  private static final int NANOS = Timestamp.NANOS_FIELD_NUMBER << Fields.NUMBER | Fields.VARINT;

  private boolean told;
  private long seconds;
  private int nanos;

  Seconds() {}

  /** Whether Envoy said so much as that. */
  public boolean told() {
    return told;
  }

  public long seconds() {
    return seconds;
  }

  public int nanos() {
    return nanos;
  }

  void read(CodedInputStream in) throws IOException {
    told = true;
    Fields.nested(in, this::field);
  }

  private boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case SECONDS -> seconds = in.readInt64();
      case NANOS -> nanos = in.readInt32();
      default -> {
        return false;
      }
    }
    return true;
  }
}
