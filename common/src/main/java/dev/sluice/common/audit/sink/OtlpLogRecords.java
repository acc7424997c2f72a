package dev.sluice.common.audit.sink;

import com.google.protobuf.ByteString;
import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.record.AuditJson;
import dev.sluice.common.audit.table.AuditColumn;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.tracing.TraceParent;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A converter of records to OTLP log records. The body is the line for standard output. The
 * attributes are the columns with a value, and the link.
 */
final class OtlpLogRecords {
  private static final JsonMapper JSON = JsonMapper.shared();

  private OtlpLogRecords() {}

  static LogRecord of(ChainedRecord record, AuditTable table, Instant now) {
    JsonNode fields = JSON.readTree(record.bytes());
    LogRecord.Builder log =
        LogRecord.newBuilder()
            .setTimeUnixNano(TimeUnit.MILLISECONDS.toNanos(fields.path("ts_ms").asLong()))
            .setObservedTimeUnixNano(TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli()))
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
            .setEventName(table.name())
            .setBody(text(AuditJson.line(record)))
            .addAttributes(attribute("log.record.uid", text(fields.path("id").asString(""))));
    for (AuditColumn column : table.columns()) {
      JsonNode value = fields.path(column.name());
      if (!value.isNull() && !value.isMissingNode()) {
        log.addAttributes(attribute(column.name(), value(value)));
      }
    }
    record.link().ifPresent(link -> link(link, log));
    String trace = fields.path("trace_id").asString("");
    if (TraceParent.isTraceId(trace)) {
      log.setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(trace)));
    }
    return log.build();
  }

  private static void link(ChainLink link, LogRecord.Builder log) {
    log.addAttributes(attribute("writer_id", text(link.writer().toString())))
        .addAttributes(
            attribute("writer_seq", AnyValue.newBuilder().setIntValue(link.seq()).build()))
        .addAttributes(attribute("prev_hash", text(link.previous().hex())))
        .addAttributes(attribute("hash", text(link.hash().hex())));
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  /** Returns a value as an attribute; a list or an object becomes JSON text. */
  private static AnyValue value(JsonNode value) {
    if (value.isBoolean()) {
      return AnyValue.newBuilder().setBoolValue(value.booleanValue()).build();
    }
    if (value.isIntegralNumber()) {
      return AnyValue.newBuilder().setIntValue(value.longValue()).build();
    }
    if (value.isArray()) {
      ArrayValue.Builder values = ArrayValue.newBuilder();
      value.forEach(each -> values.addValues(value(each)));
      return AnyValue.newBuilder().setArrayValue(values).build();
    }
    return text(value.isString() ? value.stringValue() : value.toString());
  }

  static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }
}
