package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import java.io.IOException;

/** A header line of a message; its value is decoded at the first use. */
public final class HeaderLine {
  private static final int KEY =
      HeaderValue.KEY_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int VALUE =
      HeaderValue.VALUE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int RAW =
      HeaderValue.RAW_VALUE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;

  private String name = "";
  private String value = "";
  private ByteString raw = ByteString.EMPTY;

  HeaderLine() {}

  /** Returns the name, which Envoy sends in lower case. */
  public String name() {
    return name;
  }

  public String value() {
    return raw.isEmpty() ? value : raw.toStringUtf8();
  }

  boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case KEY -> name = in.readStringRequireUtf8();
      case VALUE -> value = in.readStringRequireUtf8();
      case RAW -> raw = in.readBytes();
      default -> {
        return false;
      }
    }
    return true;
  }
}
