package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsMessage;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsMessage.HTTPAccessLogEntries;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsMessage.TCPAccessLogEntries;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A message of Envoy's access log: what this server needs of a {@code StreamAccessLogsMessage}. */
public final class LogMessage {
  private static final int HTTP =
      StreamAccessLogsMessage.HTTP_LOGS_FIELD_NUMBER << Fields.NUMBER | Fields.BYTES;
  private static final int TCP =
      StreamAccessLogsMessage.TCP_LOGS_FIELD_NUMBER << Fields.NUMBER | Fields.BYTES;
  private static final int HTTP_ENTRY =
      HTTPAccessLogEntries.LOG_ENTRY_FIELD_NUMBER << Fields.NUMBER | Fields.BYTES;
  private static final int TCP_ENTRY =
      TCPAccessLogEntries.LOG_ENTRY_FIELD_NUMBER << Fields.NUMBER | Fields.BYTES;

  private final List<LogEntry> entries = new ArrayList<>();
  private int connections;

  private LogMessage() {}

  /**
   * Reads one.
   *
   * @throws IOException if the bytes are no {@code StreamAccessLogsMessage}
   */
  public static LogMessage read(ByteString bytes) throws IOException {
    LogMessage message = new LogMessage();
    Fields.all(bytes, message::field);
    return message;
  }

  /** Reads what gRPC received. */
  public static Marshaller<LogMessage> marshaller() {
    return new Marshaller<>() {
      @Override
      public InputStream stream(LogMessage message) {
        throw new UnsupportedOperationException("access logs are only read");
      }

      @Override
      public LogMessage parse(InputStream stream) {
        LogMessage message = new LogMessage();
        Fields.received(stream, "StreamAccessLogsMessage", message::field);
        return message;
      }
    };
  }

  public List<LogEntry> entries() {
    return entries;
  }

  /** How many connections it tells of that are no exchanges. */
  public int connections() {
    return connections;
  }

  /** The last kind that is told counts. */
  private boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case HTTP -> {
        connections = 0;
        Fields.nested(in, this::exchange);
      }
      case TCP -> {
        entries.clear();
        Fields.nested(in, this::connection);
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
    LogEntry entry = new LogEntry();
    Fields.nested(in, entry::field);
    entries.add(entry);
    return true;
  }

  private boolean connection(int tag, CodedInputStream in) throws IOException {
    connections += tag == TCP_ENTRY ? 1 : 0;
    return false;
  }
}
