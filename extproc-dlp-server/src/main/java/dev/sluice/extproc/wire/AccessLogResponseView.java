package dev.sluice.extproc.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UInt32Value;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPResponseProperties;
import java.io.IOException;

/**
 * A view of an {@code HTTPResponseProperties} with the fields that this server needs; an absent
 * text is empty.
 */
public final class AccessLogResponseView {
  private static final int CODE =
      HTTPResponseProperties.RESPONSE_CODE_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int CODE_VALUE =
      UInt32Value.VALUE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.VARINT;
  private static final int DETAILS =
      HTTPResponseProperties.RESPONSE_CODE_DETAILS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int BODY_BYTES =
      HTTPResponseProperties.RESPONSE_BODY_BYTES_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.VARINT;
  private static final int HEADERS =
      HTTPResponseProperties.RESPONSE_HEADERS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;

  private final StringMapField headers = new StringMapField();
  private int code;
  private String details = "";
  private long bodyBytes;

  AccessLogResponseView() {}

  /** Returns the status, or 0. */
  public int code() {
    return code;
  }

  /** Returns Envoy's reason for the status, in one word. */
  public String details() {
    return details;
  }

  public long bodyBytes() {
    return bodyBytes;
  }

  /** Returns one of the headers that Envoy is configured to log, or an empty text. */
  public String header(String name) {
    return headers.text(name);
  }

  boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case CODE -> ProtobufFields.nested(in, this::code);
      case DETAILS -> details = in.readStringRequireUtf8();
      case BODY_BYTES -> bodyBytes = in.readUInt64();
      case HEADERS -> headers.read(in);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean code(int tag, CodedInputStream in) throws IOException {
    if (tag != CODE_VALUE) {
      return false;
    }
    code = in.readUInt32();
    return true;
  }
}
