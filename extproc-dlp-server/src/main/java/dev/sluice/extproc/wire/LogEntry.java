package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import java.io.IOException;

/** What this server needs of an {@code HTTPAccessLogEntry}. */
public final class LogEntry {
  private static final int COMMON =
      HTTPAccessLogEntry.COMMON_PROPERTIES_FIELD_NUMBER << Fields.NUMBER | Fields.BYTES;
  private static final int REQUEST =
      HTTPAccessLogEntry.REQUEST_FIELD_NUMBER << Fields.NUMBER | Fields.BYTES;
  private static final int RESPONSE =
      HTTPAccessLogEntry.RESPONSE_FIELD_NUMBER << Fields.NUMBER | Fields.BYTES;

  private final LogCommon common = new LogCommon();
  private final LogRequest request = new LogRequest();
  private final LogResponse response = new LogResponse();

  LogEntry() {}

  /**
   * Reads one.
   *
   * @throws IOException if the bytes are no {@code HTTPAccessLogEntry}
   */
  public static LogEntry read(ByteString bytes) throws IOException {
    LogEntry entry = new LogEntry();
    Fields.all(bytes, entry::field);
    return entry;
  }

  public LogCommon common() {
    return common;
  }

  public LogRequest request() {
    return request;
  }

  public LogResponse response() {
    return response;
  }

  boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case COMMON -> Fields.nested(in, common::field);
      case REQUEST -> Fields.nested(in, request::field);
      case RESPONSE -> Fields.nested(in, response::field);
      default -> {
        return false;
      }
    }
    return true;
  }
}
