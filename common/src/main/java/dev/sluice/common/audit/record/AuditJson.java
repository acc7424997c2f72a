package dev.sluice.common.audit.record;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.record.RecordJsonWriter.Name;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A record as one line of JSON, its keys the columns of its table in their order. */
public final class AuditJson {
  private static final ThreadLocal<RecordJsonWriter> WRITER =
      ThreadLocal.withInitial(RecordJsonWriter::new);

  private static final Name ID = new Name("id");
  private static final Name TS_MS = new Name("ts_ms");
  private static final Name REQUEST_ID = new Name("request_id");
  private static final Name CORRELATION_ID = new Name("correlation_id");
  private static final Name DECISION = new Name("decision");
  private static final Name ERROR_CODE = new Name("error_code");
  private static final Name RULE = new Name("rule");
  private static final Name REASON = new Name("reason");
  private static final Name CREDENTIAL = new Name("credential");
  private static final Name CREDENTIAL_ID = new Name("credential_id");
  private static final Name SUBSCRIPTION_ID = new Name("subscription_id");
  private static final Name PLAN_ID = new Name("plan_id");
  private static final Name TENANT_ID = new Name("tenant_id");
  private static final Name PROJECT_ID = new Name("project_id");
  private static final Name WORKSPACE_ID = new Name("workspace_id");
  private static final Name USER_ID = new Name("user_id");
  private static final Name ROLE = new Name("role");
  private static final Name REQUIRED_ROLE = new Name("required_role");
  private static final Name PUBLISH_ID = new Name("publish_id");
  private static final Name ROUTE_ID = new Name("route_id");
  private static final Name ROUTE_TARGET = new Name("route_target");
  private static final Name API_VERSION = new Name("api_version");
  private static final Name ENVIRONMENT = new Name("environment");
  private static final Name POLICY_VERSION = new Name("policy_version");
  private static final Name SHADOW = new Name("shadow");
  private static final Name METHOD = new Name("method");
  private static final Name HOST = new Name("host");
  private static final Name PATH = new Name("path");
  private static final Name HEADER_NAMES = new Name("header_names");
  private static final Name CLIENT_IP = new Name("client_ip");
  private static final Name NODE_ID = new Name("node_id");
  private static final Name AGENT_ID = new Name("agent_id");
  private static final Name SOURCE = new Name("source");
  private static final Name CALLER_TYPE = new Name("caller_type");
  private static final Name USER_AGENT = new Name("user_agent");
  private static final Name ENDPOINT = new Name("endpoint");
  private static final Name QUERY_STRING = new Name("query_string");
  private static final Name TRACE_ID = new Name("trace_id");
  private static final Name REQUEST_SIZE_BYTES = new Name("request_size_bytes");
  private static final Name RESPONSE_SIZE_BYTES = new Name("response_size_bytes");
  private static final Name STATUS_CODE = new Name("status_code");
  private static final Name LATENCY_MS = new Name("latency_ms");
  private static final Name AUTH_REASON = new Name("auth_reason");
  private static final Name STREAMED = new Name("streamed");
  private static final Name DLP_ACTION = new Name("dlp_action");
  private static final Name DLP_RULE_ID = new Name("dlp_rule_id");
  private static final Name INPUT_TOKENS = new Name("input_tokens");
  private static final Name OUTPUT_TOKENS = new Name("output_tokens");
  private static final Name DIFF_HASH = new Name("diff_hash");
  private static final Name CHANGED_FILES_HASH = new Name("changed_files_hash");
  private static final Name EXTRA = new Name("extra");

  private AuditJson() {}

  /** The UTF-8 bytes of the record, without a line end. */
  public static byte[] write(AuditRecord record) {
    RecordJsonWriter json = WRITER.get().begin();
    json.uuid(ID, record.id()).number(TS_MS, record.tsMs());
    json.text(CORRELATION_ID, record.correlationId());
    who(json, record.requester());
    call(json, record.request());
    outcome(json, record.response());
    inspection(json, record.inspection());
    extra(json, record.extra());
    return json.end();
  }

  /** The UTF-8 bytes of the record, without a line end. */
  public static byte[] write(DecisionRecord record) {
    RecordJsonWriter json = WRITER.get().begin();
    json.uuid(ID, record.id()).number(TS_MS, record.tsMs());
    json.textOrUnknown(REQUEST_ID, record.requestId(), DecisionRecord.NAME)
        .textOrUnknown(CORRELATION_ID, record.correlationId(), DecisionRecord.NAME);
    json.members(record.sharedFields().json());
    request(json, record.request());
    json.textOrUnknown(NODE_ID, record.nodeId(), DecisionRecord.NAME);
    return json.end();
  }

  /** The columns between the names of a call and its request. */
  static byte[] members(
      DecisionRecord.DecisionSummary verdict,
      DecisionRecord.CallerSummary caller,
      DecisionRecord.RouteSummary target) {
    RecordJsonWriter json = WRITER.get().begin();
    verdict(json, verdict);
    caller(json, caller);
    target(json, target);
    json.text(POLICY_VERSION, verdict.policyVersion()).texts(SHADOW, verdict.shadow());
    return json.members();
  }

  /** The record as a line for people and log stores, without its end. */
  public static String line(ChainedRecord record) {
    RecordLineWriter lines = new RecordLineWriter(record.bytes().length);
    lines.add(record);
    return new String(lines.bytes(), StandardCharsets.UTF_8).stripTrailing();
  }

  private static void verdict(RecordJsonWriter json, DecisionRecord.DecisionSummary verdict) {
    json.text(DECISION, verdict.effect().label())
        .text(ERROR_CODE, verdict.errorCode())
        .text(RULE, verdict.rule())
        .text(REASON, verdict.reason());
  }

  private static void caller(RecordJsonWriter json, DecisionRecord.CallerSummary caller) {
    json.text(CREDENTIAL, caller.credential())
        .text(CREDENTIAL_ID, caller.credentialId())
        .text(SUBSCRIPTION_ID, caller.subscriptionId())
        .text(PLAN_ID, caller.planId())
        .text(TENANT_ID, caller.tenant())
        .text(PROJECT_ID, caller.project())
        .text(WORKSPACE_ID, caller.workspace())
        .text(USER_ID, caller.user())
        .text(ROLE, caller.role())
        .text(REQUIRED_ROLE, caller.requiredRole());
  }

  private static void target(RecordJsonWriter json, DecisionRecord.RouteSummary target) {
    json.text(PUBLISH_ID, target.publishId())
        .text(ROUTE_ID, target.routeId())
        .text(ROUTE_TARGET, target.routeTarget())
        .text(API_VERSION, target.apiVersion())
        .text(ENVIRONMENT, target.environment());
  }

  private static void request(RecordJsonWriter json, DecisionRecord.RequestFields request) {
    json.textOrUnknown(METHOD, request.method(), 10)
        .textOrUnknown(HOST, request.host(), DecisionRecord.NAME)
        .textOrUnknown(PATH, request.path(), DecisionRecord.PATH)
        .textOrUnknown(HEADER_NAMES, request.headerNames(), DecisionRecord.NAMES, 100)
        .text(CLIENT_IP, request.clientIp());
  }

  private static void who(RecordJsonWriter json, AuditRecord.Requester who) {
    json.text(TENANT_ID, who.tenant())
        .text(PROJECT_ID, who.project())
        .text(WORKSPACE_ID, who.workspace())
        .text(USER_ID, who.user())
        .text(AGENT_ID, who.agent())
        .text(SOURCE, who.source())
        .text(CALLER_TYPE, who.callerType())
        .text(CLIENT_IP, who.clientIp())
        .text(USER_AGENT, who.userAgent());
  }

  private static void call(RecordJsonWriter json, AuditRecord.RequestSummary call) {
    json.text(METHOD, call.method())
        .text(ENDPOINT, call.endpoint())
        .text(QUERY_STRING, call.queryString())
        .text(ROUTE_TARGET, call.routeTarget())
        .text(API_VERSION, call.apiVersion())
        .text(TRACE_ID, call.traceId())
        .number(REQUEST_SIZE_BYTES, call.requestBytes())
        .number(RESPONSE_SIZE_BYTES, call.responseBytes());
  }

  private static void outcome(RecordJsonWriter json, AuditRecord.ResponseSummary outcome) {
    json.number(STATUS_CODE, outcome.status())
        .number(LATENCY_MS, outcome.latencyMs())
        .text(ERROR_CODE, outcome.errorCode())
        .text(AUTH_REASON, outcome.authReason())
        .text(POLICY_VERSION, outcome.policyVersion())
        .bool(STREAMED, outcome.streamed());
  }

  private static void inspection(RecordJsonWriter json, AuditRecord.InspectionSummary inspection) {
    json.text(DLP_ACTION, inspection.action())
        .text(DLP_RULE_ID, inspection.rule())
        .number(INPUT_TOKENS, inspection.inputTokens())
        .number(OUTPUT_TOKENS, inspection.outputTokens())
        .text(DIFF_HASH, inspection.diffHash())
        .text(CHANGED_FILES_HASH, inspection.changedFilesHash());
  }

  private static void extra(RecordJsonWriter json, Map<String, Object> extra) {
    if (extra.isEmpty()) {
      json.text(EXTRA, null);
    } else {
      json.map(EXTRA, extra);
    }
  }
}
