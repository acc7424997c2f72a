package dev.sluice.extproc.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import dev.sluice.common.audit.record.AuditJson;
import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.common.audit.record.AuditRecordId;
import dev.sluice.extproc.model.ServedModel;
import dev.sluice.extproc.wire.MessageConversion;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogType;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeRecordBuilderTest {
  private final ExchangeRecordBuilder maker =
      new ExchangeRecordBuilder(Clock.fixed(AccessLogSamples.NOW, ZoneOffset.UTC));

  /** Returns entries with the expected status, error code, route target and user. */
  static Stream<Arguments> endings() {
    return Stream.of(
        row("allowed", AccessLogSamples.allowed(), _ -> {}, "200 null chat user-1"),
        row(
            "allowed, another backend of the service",
            AccessLogSamples.allowed(),
            e -> e.getCommonPropertiesBuilder().putCustomTags("backend", "chat-canary"),
            "200 null chat-canary user-1"),
        row(
            "no token",
            AccessLogSamples.denied(401, "AUTH_INVALID_TOKEN"),
            _ -> {},
            "401 AUTH_INVALID_TOKEN - -"),
        row(
            "level too low",
            AccessLogSamples.denied(403, "AUTH_FORBIDDEN"),
            _ -> {},
            "403 AUTH_FORBIDDEN - -"),
        row(
            "no route",
            AccessLogSamples.ended(404, "route_not_found"),
            e -> AccessLogSamples.flags(e).setNoRouteFound(true),
            "404 NOT_FOUND - -"),
        row(
            "ext_authz away",
            AccessLogSamples.ended(503, "ext_authz_error"),
            _ -> {},
            "503 AUTHZ_UNAVAILABLE - -"),
        row(
            "ext_proc away",
            AccessLogSamples.allowed(),
            e -> details(e, 503, "ext_proc_error_gRPC_error_14"),
            "503 DLP_UNAVAILABLE chat user-1"),
        row(
            "ext_proc confused",
            AccessLogSamples.allowed(),
            e -> details(e, 503, "spurious_message"),
            "503 DLP_UNAVAILABLE chat user-1"),
        row(
            "blocked before the upstream",
            AccessLogSamples.allowed(),
            ExchangeRecordBuilderTest::blockedBefore,
            "400 DLP_BLOCKED - user-1"),
        row(
            "blocked after the upstream",
            AccessLogSamples.allowed(),
            ExchangeRecordBuilderTest::blockedAfter,
            "400 DLP_BLOCKED chat user-1"),
        row(
            "upstream refuses",
            AccessLogSamples.allowed(),
            e -> {
              details(e, 503, "upstream_reset_before_response_started{connection_failure}");
              AccessLogSamples.flags(e).setUpstreamConnectionFailure(true);
            },
            "503 UPSTREAM_UNAVAILABLE chat user-1"),
        row(
            "no healthy upstream",
            AccessLogSamples.allowed(),
            e -> {
              details(e, 503, "no_healthy_upstream");
              AccessLogSamples.flags(e).setNoHealthyUpstream(true);
            },
            "503 UPSTREAM_UNAVAILABLE chat user-1"),
        row(
            "upstream too slow",
            AccessLogSamples.allowed(),
            e -> {
              details(e, 504, "response_timeout");
              AccessLogSamples.flags(e).setUpstreamRequestTimeout(true);
            },
            "504 UPSTREAM_TIMEOUT chat user-1"),
        row(
            "stream silent",
            AccessLogSamples.allowed(),
            e -> {
              details(e, 504, "stream_idle_timeout");
              AccessLogSamples.flags(e).setStreamIdleTimeout(true);
            },
            "504 UPSTREAM_TIMEOUT chat user-1"),
        row(
            "upstream's own 503",
            AccessLogSamples.allowed(),
            e -> details(e, 503, "via_upstream"),
            "503 null chat user-1"),
        row(
            "body too large",
            AccessLogSamples.allowed(),
            e -> details(e, 413, "request_payload_too_large"),
            "413 REQUEST_TOO_LARGE chat user-1"),
        row(
            "length too large",
            AccessLogSamples.allowed(),
            e -> details(e, 413, "rbac_access_denied_matched_policy[request_limit]"),
            "413 REQUEST_TOO_LARGE chat user-1"),
        row(
            "other origin",
            AccessLogSamples.allowed(),
            e -> details(e, 403, "csrf_origin_mismatch"),
            "403 CSRF_ORIGIN_MISMATCH chat user-1"),
        row(
            "client left midway",
            AccessLogSamples.allowed(),
            e -> {
              details(e, 200, "downstream_remote_disconnect");
              AccessLogSamples.flags(e).setDownstreamConnectionTermination(true);
            },
            "499 null chat user-1"),
        row(
            "client reset",
            AccessLogSamples.allowed(),
            e -> {
              details(e, 200, "http2.remote_reset");
              AccessLogSamples.flags(e).setDownstreamRemoteReset(true);
            },
            "499 null chat user-1"),
        row(
            "client left before the answer",
            AccessLogSamples.allowed(),
            e -> details(e, 0, "downstream_remote_disconnect"),
            "499 null chat user-1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endings")
  void record_ending_statusAndError(String name, HTTPAccessLogEntry entry, String expected) {
    AuditRecord record = record(entry);
    assertEquals(
        expected,
        record.response().status()
            + " "
            + record.response().errorCode()
            + " "
            + record.request().routeTarget()
            + " "
            + record.requester().user());
    assertEquals("c1", record.correlationId());
  }

  private static final Struct FINDING =
      AccessLogSamples.struct(
          Map.of(
              "direction",
              "response",
              "rule",
              "email",
              "kind",
              "email",
              "channel",
              "text",
              "offset",
              3,
              "length",
              7,
              "action",
              "mask",
              "hash",
              "k3p5w7q2xn4a"));

  @Test
  void record_envoyTrace_isUsed() {
    String envoys = "4bf92f3577b34da6a3ce929d0e0e4736";
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
    entry.getRequestBuilder().putRequestHeaders("x-trace-id", "told-by-the-client");
    entry.getCommonPropertiesBuilder().putCustomTags("trace_id", "-");
    assertEquals("told-by-the-client", record(entry.build()).request().traceId());
    entry.getCommonPropertiesBuilder().putCustomTags("trace_id", envoys);
    assertEquals(envoys, record(entry.build()).request().traceId());
  }

  @Test
  void requester_noHeaders_isCredentialAndProgram() {
    AuditRecord.Requester requester = record(withToken().build()).requester();
    assertEquals("test", requester.source());
    assertEquals("jwt", requester.callerType());
    assertNull(requester.agent());
  }

  private static HTTPAccessLogEntry.Builder withToken() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
    AccessLogSamples.decision(entry, Map.of("decision", "allow", "credential", "jwt"));
    return entry;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sk-4f9a8b7c6d5e4f3a2b1c", "ann@example.com", "a b", "4111 1111 1111 1111"})
  void requester_strangeHeaders_areNotKept(String value) {
    HTTPAccessLogEntry.Builder entry = withToken();
    for (String header : List.of("x-agent-id", "x-dwp-source", "x-dwp-caller-type")) {
      entry.getRequestBuilder().putRequestHeaders(header, value);
    }
    AuditRecord.Requester requester = record(entry.build()).requester();
    assertNull(requester.agent());
    assertEquals("test", requester.source());
    assertEquals("jwt", requester.callerType());
  }

  @Test
  void requester_agentWithoutContract_isNotKept() {
    HTTPAccessLogEntry.Builder entry = withToken();
    entry.getRequestBuilder().putRequestHeaders("x-agent-id", "agent-7");
    assertNull(record(entry.build()).requester().agent());
  }

  @Test
  void record_allFields_areFilled() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
    entry
        .getRequestBuilder()
        .setPath("/v1/completions")
        .setOriginalPath("/v1/autocomplete?lang=java&access_token=canary-word")
        .putRequestHeaders("x-agent-id", "agent-7")
        .putRequestHeaders("x-dwp-source", "AURA")
        .putRequestHeaders("x-dwp-caller-type", "AGENT")
        .putRequestHeaders(
            "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    AccessLogSamples.inspection(
        entry,
        AccessLogSamples.struct(
            Map.of(
                "action",
                "mask",
                "stage",
                "post",
                "rule",
                "email",
                "rules",
                List.of(AccessLogSamples.struct(Map.of("id", "email", "count", 3))),
                "input_tokens",
                11,
                "output_tokens",
                22,
                "estimated",
                true,
                "policy_version",
                "dlp-0.3",
                "findings",
                List.of(FINDING))));
    AuditRecord record = record(entry.build());
    String json = new String(AuditJson.write(record), StandardCharsets.UTF_8);
    assertEquals(
        "{\"id\":\""
            + record.id()
            + "\",\"ts_ms\":"
            + AccessLogSamples.START.toEpochMilli()
            + ",\"correlation_id\":\"c1\",\"tenant_id\":\"tenant-1\",\"project_id\":\"project-1\","
            + "\"workspace_id\":\"workspace-1\",\"user_id\":\"user-1\",\"agent_id\":\"agent-7\","
            + "\"source\":\"AURA\",\"caller_type\":\"AGENT\",\"client_ip\":\"203.0.113.7\","
            + "\"user_agent\":\"test/1\",\"method\":\"POST\",\"endpoint\":\"/v1/autocomplete\","
            + "\"query_string\":\"lang=java&access_token=[masked]\",\"route_target\":\"chat\","
            + "\"api_version\":\"v1\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\","
            + "\"request_size_bytes\":120,\"response_size_bytes\":4000,\"status_code\":200,"
            + "\"latency_ms\":1234,\"error_code\":null,\"auth_reason\":null,"
            + "\"policy_version\":\"policy-0.3\",\"streamed\":false,\"dlp_action\":\"mask\","
            + "\"dlp_rule_id\":\"email\",\"input_tokens\":11,\"output_tokens\":22,"
            + "\"diff_hash\":null,\"changed_files_hash\":null,\"extra\":{\"dlp_stage\":\"post\","
            + "\"dlp_rules\":[{\"id\":\"email\",\"count\":3}],\"dlp_findings\":[{\"direction\":\"response\",\"rule\":\"email\","
            + "\"kind\":\"email\",\"channel\":\"text\",\"offset\":3,\"length\":7,"
            + "\"action\":\"mask\",\"hash\":\"k3p5w7q2xn4a\"}],\"tokens_estimated\":true,"
            + "\"dlp_policy_version\":\"dlp-0.3\",\"role\":\"developer\",\"api_version_id\":\"9a1f0000-0000-4000-8000-000000000003\",\"route\":\"p/r\","
            + "\"host\":\"ai.example.com\",\"request_id\":\"3f1c\",\"details\":\"via_upstream\"}}",
        json);
  }

  @Test
  void record_subscription_isInExtraFields() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.subscribed();
    entry.getRequestBuilder().putRequestHeaders("x-model", FakeRouteMetadata.MODEL);
    AccessLogSamples.inspection(
        entry,
        AccessLogSamples.struct(
            Map.of("action", "allow", "input_tokens", 12, "output_tokens", 34)));
    Map<String, Object> extra = record(entry.build()).extra();
    assertEquals(AccessLogSamples.SUBSCRIPTION, extra.get("subscription"));
    assertEquals(AccessLogSamples.CREDENTIAL, extra.get("credential_id"));
    assertEquals(FakeRouteMetadata.VERSION, extra.get("api_version_id"));
    assertEquals(new BigDecimal("0.00148000"), extra.get("cost"));
  }

  @Test
  void record_clientCertificate_principalIsExtra() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
    assertNull(record(entry.build()).extra().get("principal"));
    AccessLogSamples.common(entry)
        .getTlsPropertiesBuilder()
        .getPeerCertificatePropertiesBuilder()
        .addSubjectAltNameBuilder()
        .setUri("spiffe://mesh.example/ns/shop/sa/cart");
    assertEquals(
        "spiffe://mesh.example/ns/shop/sa/cart", record(entry.build()).extra().get("principal"));
  }

  @Test
  void record_deniedModelCall_costsNothing() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.subscribed();
    blockedBefore(entry);
    entry.getRequestBuilder().putRequestHeaders("x-model", FakeRouteMetadata.MODEL);
    assertNull(record(entry.build()).extra().get("cost"));
  }

  @Test
  void record_invalidRouteData_isStillBuilt() {
    LoggedExchange ended =
        LoggedExchange.ended(MessageConversion.entry(AccessLogSamples.subscribed().build()))
            .orElseThrow();
    RouteMetadataSource broken =
        new RouteMetadataSource() {
          @Override
          public Optional<ServedModel> find(String route, String alias) {
            throw new IllegalStateException();
          }

          @Override
          public Optional<ServedModel> model(String id) {
            throw new IllegalStateException();
          }

          @Override
          public String apiVersion(String route) {
            throw new IllegalStateException();
          }

          @Override
          public VersionStage apiVersionStage(String route) {
            throw new IllegalStateException();
          }

          @Override
          public Optional<Duration> slowAfter(String route) {
            throw new IllegalStateException();
          }
        };
    Map<String, Object> extra = maker.record(ended, ExchangeEnrichment.of(ended, broken)).extra();
    assertEquals(AccessLogSamples.SUBSCRIPTION, extra.get("subscription"));
  }

  @Test
  void record_endedVersion_namesCode() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
    entry.getResponseBuilder().getResponseCodeBuilder().setValue(410);
    entry.getResponseBuilder().setResponseCodeDetails("direct_response");
    assertEquals("API_VERSION_SUNSET", record(entry.build()).response().errorCode());
  }

  @Test
  void record_noMetadata_hasDefaults() {
    HTTPAccessLogEntry.Builder entry = HTTPAccessLogEntry.newBuilder();
    entry.getCommonPropertiesBuilder().setAccessLogType(AccessLogType.DownstreamEnd);
    AuditRecord record = record(entry.build());
    assertEquals("-", record.correlationId());
    assertEquals("-", record.request().method());
    assertEquals("-", record.request().endpoint());
    assertEquals("-", record.requester().tenant());
    assertEquals("-", record.response().policyVersion());
    assertEquals("-", record.inspection().action());
    assertEquals(499, record.response().status());
    assertEquals(AccessLogSamples.NOW.toEpochMilli(), record.tsMs());
    assertNull(record.requester().clientIp());
  }

  @Test
  void record_eventStream_isMarked() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
    entry.getRequestBuilder().setPath("/v1/chat/completions?x=1");
    entry
        .getResponseBuilder()
        .putResponseHeaders("content-type", "Text/Event-Stream; charset=utf-8");
    AuditRecord record = record(entry.build());
    assertTrue(record.response().streamed());
    assertEquals("sse", record.extra().get("mode"));
    assertNull(record.request().queryString());
    assertNull(record.request().requestBytes());
    assertNull(record.request().responseBytes());
    assertFalse(record(AccessLogSamples.allowed().build()).response().streamed());
  }

  @Test
  void record_otherCorrelationIds_areUsed() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.ended(404, "route_not_found");
    entry.getRequestBuilder().clearRequestHeaders();
    assertEquals("corr-3f1c", record(entry.build()).correlationId());
    entry.getResponseBuilder().putResponseHeaders("x-correlation-id", "c2");
    assertEquals("c2", record(entry.build()).correlationId());
  }

  @Test
  void record_sameEntryTwice_sameRecord() {
    HTTPAccessLogEntry entry = AccessLogSamples.allowed().build();
    assertEquals(record(entry).id(), record(entry).id());
    HTTPAccessLogEntry.Builder other = AccessLogSamples.allowed();
    other.getRequestBuilder().setRequestId("3f1d");
    assertNotEquals(record(entry).id(), record(other.build()).id());
  }

  /** The decision of the same exchange has the same id and time, so they must not change. */
  @ParameterizedTest
  @ValueSource(strings = {"P-1D", "P-20D", "P1D"})
  void record_clockOfServerMoved_isEqual(Duration moved) {
    HTTPAccessLogEntry entry = AccessLogSamples.allowed().build();
    InstantSource wrong = InstantSource.fixed(AccessLogSamples.NOW.plus(moved));
    assertEquals(record(entry), record(entry, new ExchangeRecordBuilder(wrong)));
    assertEquals(AuditRecordId.of("3f1c", AccessLogSamples.START), record(entry).id());
  }

  @Test
  void record_implausibleClock_usesCurrentTime() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
    for (long seconds : List.of(86_400L, Long.MAX_VALUE, Long.MIN_VALUE)) {
      AccessLogSamples.common(entry)
          .setStartTime(Timestamp.newBuilder().setSeconds(seconds).setNanos(-1));
      assertEquals(AccessLogSamples.NOW.toEpochMilli(), record(entry.build()).tsMs());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AccessLogType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NotSet", "DownstreamEnd", "UNRECOGNIZED"})
  void record_exchangeNotEnded_isEmpty(AccessLogType type) {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
    AccessLogSamples.common(entry).setAccessLogType(type);
    assertTrue(LoggedExchange.ended(MessageConversion.entry(entry.build())).isEmpty());
  }

  private AuditRecord record(HTTPAccessLogEntry entry) {
    return record(entry, maker);
  }

  private static AuditRecord record(HTTPAccessLogEntry entry, ExchangeRecordBuilder maker) {
    LoggedExchange ended = LoggedExchange.ended(MessageConversion.entry(entry)).orElseThrow();
    return maker.record(ended, ExchangeEnrichment.of(ended, new FakeRouteMetadata()));
  }

  private static Arguments row(
      String name,
      HTTPAccessLogEntry.Builder entry,
      Consumer<HTTPAccessLogEntry.Builder> change,
      String expected) {
    change.accept(entry);
    return Arguments.of(name, entry.build(), expected);
  }

  private static void details(HTTPAccessLogEntry.Builder entry, int status, String details) {
    entry.getResponseBuilder().getResponseCodeBuilder().setValue(status);
    entry.getResponseBuilder().setResponseCodeDetails(details);
  }

  private static void blockedBefore(HTTPAccessLogEntry.Builder entry) {
    blockedAfter(entry);
    AccessLogSamples.common(entry).clearUpstreamRemoteAddress();
  }

  private static void blockedAfter(HTTPAccessLogEntry.Builder entry) {
    details(entry, 400, "");
    AccessLogSamples.inspection(
        entry,
        AccessLogSamples.struct(
            Map.of("action", "block", "rule", "aws_access_key", "error_code", "DLP_BLOCKED")));
  }
}
