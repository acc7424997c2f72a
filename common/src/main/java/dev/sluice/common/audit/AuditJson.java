package dev.sluice.common.audit;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.Link;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** A record as one line of JSON, its keys the columns of its table in their order. */
public final class AuditJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int USUAL_SIZE = 1_536;
  private static final byte[] TIME_KEY = "\"ts_ms\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINE_TIME_KEY = "\"timestamp\":".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] LINE_END = "}\n".getBytes(StandardCharsets.US_ASCII);

  private AuditJson() {}

  /** The UTF-8 bytes of the record, without a line end. */
  public static byte[] write(AuditRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      begin(json, record.id(), record.tsMs());
      json.writeStringProperty("correlation_id", record.correlationId());
      who(json, record.who());
      call(json, record.call());
      outcome(json, record.outcome());
      inspection(json, record.inspection());
      json.writePOJOProperty("extra", record.extra().isEmpty() ? null : record.extra());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /** The UTF-8 bytes of the record, without a line end. */
  public static byte[] write(DecisionRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      begin(json, record.id(), record.tsMs());
      text(json, "request_id", record.requestId());
      text(json, "correlation_id", record.correlationId());
      verdict(json, record.verdict());
      caller(json, record.caller());
      target(json, record.target());
      text(json, "policy_version", record.verdict().policyVersion());
      texts(json, "shadow", record.verdict().shadow());
      request(json, record.request());
      text(json, "node_id", record.nodeId());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /** The record as such a line, without its end. */
  public static String line(ChainedRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
    writeLine(record, out);
    return out.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /**
   * Writes a record as a line for people and log stores: the time is {@code timestamp} there, and
   * its link stands behind it. The time is the second key of a record, so that the first place that
   * reads so is the key.
   */
  static void writeLine(ChainedRecord record, ByteArrayOutputStream out) {
    byte[] bytes = record.bytes();
    int key = indexOf(TIME_KEY, bytes);
    out.write(bytes, 0, key);
    out.writeBytes(LINE_TIME_KEY);
    int rest = key + TIME_KEY.length;
    out.write(bytes, rest, bytes.length - rest - 1);
    record.link().ifPresent(link -> out.writeBytes(bytes(link)));
    out.writeBytes(LINE_END);
  }

  private static byte[] bytes(Link link) {
    String text =
        ",\"writer_id\":\""
            + link.writer()
            + "\",\"writer_seq\":"
            + link.seq()
            + ",\"prev_hash\":\""
            + link.previous().hex()
            + "\",\"hash\":\""
            + link.hash().hex()
            + '"';
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void begin(JsonGenerator json, UUID id, long tsMs) {
    json.writeStartObject();
    json.writeStringProperty("id", id.toString());
    json.writeNumberProperty("ts_ms", tsMs);
  }

  private static void verdict(JsonGenerator json, DecisionRecord.Verdict verdict) {
    text(json, "decision", verdict.effect().label());
    text(json, "error_code", verdict.errorCode());
    text(json, "rule", verdict.rule());
    text(json, "reason", verdict.reason());
  }

  private static void caller(JsonGenerator json, DecisionRecord.Caller caller) {
    text(json, "credential", caller.credential());
    text(json, "credential_id", caller.credentialId());
    text(json, "subscription_id", caller.subscriptionId());
    text(json, "plan_id", caller.planId());
    text(json, "tenant_id", caller.tenant());
    text(json, "project_id", caller.project());
    text(json, "workspace_id", caller.workspace());
    text(json, "user_id", caller.user());
    text(json, "role", caller.role());
    text(json, "required_role", caller.requiredRole());
  }

  private static void target(JsonGenerator json, DecisionRecord.Target target) {
    text(json, "publish_id", target.publishId());
    text(json, "route_id", target.routeId());
    text(json, "route_target", target.routeTarget());
    text(json, "api_version", target.apiVersion());
    text(json, "environment", target.environment());
  }

  private static void request(JsonGenerator json, DecisionRecord.Request request) {
    text(json, "method", request.method());
    text(json, "host", request.host());
    text(json, "path", request.path());
    texts(json, "header_names", request.headerNames());
    text(json, "client_ip", request.clientIp());
  }

  private static void texts(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private static int indexOf(byte[] key, byte[] record) {
    for (int at = 0; at + key.length <= record.length; at++) {
      if (Arrays.equals(record, at, at + key.length, key, 0, key.length)) {
        return at;
      }
    }
    throw new IllegalArgumentException("a record without a time");
  }

  private static void who(JsonGenerator json, AuditRecord.Who who) {
    text(json, "tenant_id", who.tenant());
    text(json, "project_id", who.project());
    text(json, "workspace_id", who.workspace());
    text(json, "user_id", who.user());
    text(json, "agent_id", who.agent());
    text(json, "source", who.source());
    text(json, "caller_type", who.callerType());
    text(json, "client_ip", who.clientIp());
    text(json, "user_agent", who.userAgent());
  }

  private static void call(JsonGenerator json, AuditRecord.Call call) {
    text(json, "method", call.method());
    text(json, "endpoint", call.endpoint());
    text(json, "query_string", call.queryString());
    text(json, "route_target", call.routeTarget());
    text(json, "api_version", call.apiVersion());
    text(json, "trace_id", call.traceId());
    number(json, "request_size_bytes", call.requestBytes());
    number(json, "response_size_bytes", call.responseBytes());
  }

  private static void outcome(JsonGenerator json, AuditRecord.Outcome outcome) {
    json.writeNumberProperty("status_code", outcome.status());
    json.writeNumberProperty("latency_ms", outcome.latencyMs());
    text(json, "error_code", outcome.errorCode());
    text(json, "auth_reason", outcome.authReason());
    text(json, "policy_version", outcome.policyVersion());
    json.writeBooleanProperty("streamed", outcome.streamed());
  }

  private static void inspection(JsonGenerator json, AuditRecord.Inspection inspection) {
    text(json, "dlp_action", inspection.action());
    text(json, "dlp_rule_id", inspection.rule());
    number(json, "input_tokens", inspection.inputTokens());
    number(json, "output_tokens", inspection.outputTokens());
    text(json, "diff_hash", inspection.diffHash());
    text(json, "changed_files_hash", inspection.changedFilesHash());
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Number value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value.longValue());
    }
  }
}
