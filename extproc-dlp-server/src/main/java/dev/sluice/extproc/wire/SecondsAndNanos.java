package dev.sluice.extproc.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Timestamp;
import dev.sluice.common.wire.ProtobufFields;
import java.io.IOException;

/** A view of a {@code Timestamp} or a {@code Duration}, which have the same fields. */
public final class SecondsAndNanos {
  private static final int SECONDS =
      Timestamp.SECONDS_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.VARINT;
  private static final int NANOS =
      Timestamp.NANOS_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.VARINT;

  private boolean isSet;
  private long seconds;
  private int nanos;

  SecondsAndNanos() {}

  /** Returns true if the field is present. */
  public boolean isSet() {
    return isSet;
  }

  public long seconds() {
    return seconds;
  }

  public int nanos() {
    return nanos;
  }

  void read(CodedInputStream in) throws IOException {
    isSet = true;
    ProtobufFields.nested(in, this::field);
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
