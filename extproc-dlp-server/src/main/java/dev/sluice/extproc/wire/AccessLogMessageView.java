package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsMessage;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsMessage.HTTPAccessLogEntries;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsMessage.TCPAccessLogEntries;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A view of a message of Envoy's access log, a {@code StreamAccessLogsMessage}. */
public final class AccessLogMessageView {
  private static final int HTTP =
      StreamAccessLogsMessage.HTTP_LOGS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int TCP =
      StreamAccessLogsMessage.TCP_LOGS_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int HTTP_ENTRY =
      HTTPAccessLogEntries.LOG_ENTRY_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int TCP_ENTRY =
      TCPAccessLogEntries.LOG_ENTRY_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;

  private final List<AccessLogEntryView> entries = new ArrayList<>();
  private int tcpEntryCount;

  private AccessLogMessageView() {}

  /**
   * Reads a message.
   *
   * @throws IOException if the bytes are not a {@code StreamAccessLogsMessage}
   */
  public static AccessLogMessageView read(ByteString bytes) throws IOException {
    AccessLogMessageView message = new AccessLogMessageView();
    ProtobufFields.readAll(bytes, message::field);
    return message;
  }

  /** Returns a marshaller that reads the bytes that gRPC received. */
  public static Marshaller<AccessLogMessageView> marshaller() {
    return new Marshaller<>() {
      @Override
      public InputStream stream(AccessLogMessageView message) {
        throw new UnsupportedOperationException("access logs are only read");
      }

      @Override
      public AccessLogMessageView parse(InputStream stream) {
        AccessLogMessageView message = new AccessLogMessageView();
        ProtobufFields.received(stream, "StreamAccessLogsMessage", message::field);
        return message;
      }
    };
  }

  public List<AccessLogEntryView> entries() {
    return entries;
  }

  /** Returns the number of entries about connections that are not exchanges. */
  public int tcpEntryCount() {
    return tcpEntryCount;
  }

  /** Reads a field; of several kinds of entries the last one counts. */
  private boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case HTTP -> {
        tcpEntryCount = 0;
        ProtobufFields.nested(in, this::exchange);
      }
      case TCP -> {
        entries.clear();
        ProtobufFields.nested(in, this::connection);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean exchange(int tag, CodedInputStream in) throws IOException {
    if (tag != HTTP_ENTRY) {
      return false;
    }
    AccessLogEntryView entry = new AccessLogEntryView();
    ProtobufFields.nested(in, entry::field);
    entries.add(entry);
    return true;
  }

  private boolean connection(int tag, CodedInputStream in) throws IOException {
    tcpEntryCount += tag == TCP_ENTRY ? 1 : 0;
    return false;
  }
}
