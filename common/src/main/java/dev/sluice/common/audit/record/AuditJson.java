package dev.sluice.common.audit.record;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.record.RecordJsonWriter.Name;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An encoder of records as one line of JSON, whose keys are the columns of the table in their
 * order.
 */
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
  private static final Name INPUTS = new Name("inputs");
  private static final Name EXTRA = new Name("extra");

  private AuditJson() {}

  /** Returns the record as UTF-8 JSON without a line end. */
  public static byte[] write(AuditRecord record) {
    RecordJsonWriter json = WRITER.get().begin();
    json.uuid(ID, record.id()).number(TS_MS, record.tsMs());
    json.text(CORRELATION_ID, record.correlationId());
    requester(json, record.requester());
    request(json, record.request());
    response(json, record.response());
    inspection(json, record.inspection());
    extra(json, record.extra());
    return json.end();
  }

  /** Returns the record as UTF-8 JSON without a line end. */
  public static byte[] write(DecisionRecord record) {
    RecordJsonWriter json = WRITER.get().begin();
    json.uuid(ID, record.id()).number(TS_MS, record.tsMs());
    json.textOrUnknown(REQUEST_ID, record.requestId(), DecisionRecord.NAME)
        .textOrUnknown(CORRELATION_ID, record.correlationId(), DecisionRecord.NAME);
    json.members(record.sharedFields().json());
    request(json, record.request());
    json.textOrUnknown(NODE_ID, record.nodeId(), DecisionRecord.NAME)
        .map(INPUTS, record.sharedFields().inputs(), record.ruleValues());
    return json.end();
  }

  /** Returns the members between the correlation id and the request, which many decisions share. */
  static byte[] members(
      DecisionRecord.DecisionSummary decision,
      DecisionRecord.CallerSummary caller,
      DecisionRecord.RouteSummary route) {
    RecordJsonWriter json = WRITER.get().begin();
    decision(json, decision);
    caller(json, caller);
    route(json, route);
    json.text(POLICY_VERSION, decision.policyVersion()).texts(SHADOW, decision.shadow());
    return json.members();
  }

  /** Returns the members of an object. */
  static byte[] members(Map<String, Object> members) {
    RecordJsonWriter json = WRITER.get().begin();
    members.forEach((name, value) -> json.value(new Name(name), value));
    return json.members();
  }

  /** Returns the record as a line for people and log stores, without a line end. */
  public static String line(ChainedRecord record) {
    RecordLineWriter lines = new RecordLineWriter(record.bytes().length);
    lines.add(record);
    return new String(lines.bytes(), StandardCharsets.UTF_8).stripTrailing();
  }

  private static void decision(RecordJsonWriter json, DecisionRecord.DecisionSummary decision) {
    json.text(DECISION, decision.effect().label())
        .text(ERROR_CODE, decision.errorCode())
        .text(RULE, decision.rule())
        .text(REASON, decision.reason());
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

  private static void route(RecordJsonWriter json, DecisionRecord.RouteSummary route) {
    json.text(PUBLISH_ID, route.publishId())
        .text(ROUTE_ID, route.routeId())
        .text(ROUTE_TARGET, route.routeTarget())
        .text(API_VERSION, route.apiVersion())
        .text(ENVIRONMENT, route.environment());
  }

  private static void request(RecordJsonWriter json, DecisionRecord.RequestFields request) {
    json.textOrUnknown(METHOD, request.method(), 10)
        .textOrUnknown(HOST, request.host(), DecisionRecord.NAME)
        .textOrUnknown(PATH, request.path(), DecisionRecord.PATH)
        .textOrUnknown(HEADER_NAMES, request.headerNames(), DecisionRecord.NAMES, 100)
        .text(CLIENT_IP, request.clientIp());
  }

  private static void requester(RecordJsonWriter json, AuditRecord.Requester requester) {
    json.text(TENANT_ID, requester.tenant())
        .text(PROJECT_ID, requester.project())
        .text(WORKSPACE_ID, requester.workspace())
        .text(USER_ID, requester.user())
        .text(AGENT_ID, requester.agent())
        .text(SOURCE, requester.source())
        .text(CALLER_TYPE, requester.callerType())
        .text(CLIENT_IP, requester.clientIp())
        .text(USER_AGENT, requester.userAgent());
  }

  private static void request(RecordJsonWriter json, AuditRecord.RequestSummary request) {
    json.text(METHOD, request.method())
        .text(ENDPOINT, request.endpoint())
        .text(QUERY_STRING, request.queryString())
        .text(ROUTE_TARGET, request.routeTarget())
        .text(API_VERSION, request.apiVersion())
        .text(TRACE_ID, request.traceId())
        .number(REQUEST_SIZE_BYTES, request.requestBytes())
        .number(RESPONSE_SIZE_BYTES, request.responseBytes());
  }

  private static void response(RecordJsonWriter json, AuditRecord.ResponseSummary response) {
    json.number(STATUS_CODE, response.status())
        .number(LATENCY_MS, response.latencyMs())
        .text(ERROR_CODE, response.errorCode())
        .text(AUTH_REASON, response.authReason())
        .text(POLICY_VERSION, response.policyVersion())
        .bool(STREAMED, response.streamed());
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
