package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import java.io.IOException;

/** A view of an {@code HTTPAccessLogEntry} with the fields that this server needs. */
public final class AccessLogEntryView {
  private static final int COMMON =
      HTTPAccessLogEntry.COMMON_PROPERTIES_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int REQUEST =
      HTTPAccessLogEntry.REQUEST_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int RESPONSE =
      HTTPAccessLogEntry.RESPONSE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;

  private final AccessLogCommonView common = new AccessLogCommonView();
  private final AccessLogRequestView request = new AccessLogRequestView();
  private final AccessLogResponseView response = new AccessLogResponseView();

  AccessLogEntryView() {}

  /**
   * Reads an entry.
   *
   * @throws IOException if the bytes are not an {@code HTTPAccessLogEntry}
   */
  public static AccessLogEntryView read(ByteString bytes) throws IOException {
    AccessLogEntryView entry = new AccessLogEntryView();
    ProtobufFields.readAll(bytes, entry::field);
    return entry;
  }

  public AccessLogCommonView common() {
    return common;
  }

  public AccessLogRequestView request() {
    return request;
  }

  public AccessLogResponseView response() {
    return response;
  }

  boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case COMMON -> ProtobufFields.nested(in, common::field);
      case REQUEST -> ProtobufFields.nested(in, request::field);
      case RESPONSE -> ProtobufFields.nested(in, response::field);
      default -> {
        return false;
      }
    }
    return true;
  }
}
