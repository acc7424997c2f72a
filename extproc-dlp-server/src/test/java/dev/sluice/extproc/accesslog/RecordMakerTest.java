package dev.sluice.extproc.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import dev.sluice.common.audit.AuditJson;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.extproc.model.ServedModel;
import dev.sluice.extproc.wire.Wire;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogType;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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

class RecordMakerTest {
  private final RecordMaker maker = new RecordMaker(Clock.fixed(Entries.NOW, ZoneOffset.UTC));

  /** Entry → status, error code, route target, user. */
  static Stream<Arguments> endings() {
    return Stream.of(
        row("allowed", Entries.allowed(), _ -> {}, "200 null chat user-1"),
        row(
            "allowed, another backend of the service",
            Entries.allowed(),
            e -> e.getCommonPropertiesBuilder().putCustomTags("backend", "chat-canary"),
            "200 null chat-canary user-1"),
        row(
            "no token",
            Entries.denied(401, "AUTH_INVALID_TOKEN"),
            _ -> {},
            "401 AUTH_INVALID_TOKEN - -"),
        row(
            "level too low",
            Entries.denied(403, "AUTH_FORBIDDEN"),
            _ -> {},
            "403 AUTH_FORBIDDEN - -"),
        row(
            "no route",
            Entries.ended(404, "route_not_found"),
            e -> Entries.flags(e).setNoRouteFound(true),
            "404 NOT_FOUND - -"),
        row(
            "ext_authz away",
            Entries.ended(503, "ext_authz_error"),
            _ -> {},
            "503 AUTHZ_UNAVAILABLE - -"),
        row(
            "ext_proc away",
            Entries.allowed(),
            e -> details(e, 503, "ext_proc_error_gRPC_error_14"),
            "503 DLP_UNAVAILABLE chat user-1"),
        row(
            "ext_proc confused",
            Entries.allowed(),
            e -> details(e, 503, "spurious_message"),
            "503 DLP_UNAVAILABLE chat user-1"),
        row(
            "blocked before the upstream",
            Entries.allowed(),
            RecordMakerTest::blockedBefore,
            "400 DLP_BLOCKED - user-1"),
        row(
            "blocked after the upstream",
            Entries.allowed(),
            RecordMakerTest::blockedAfter,
            "400 DLP_BLOCKED chat user-1"),
        row(
            "upstream refuses",
            Entries.allowed(),
            e -> {
              details(e, 503, "upstream_reset_before_response_started{connection_failure}");
              Entries.flags(e).setUpstreamConnectionFailure(true);
            },
            "503 UPSTREAM_UNAVAILABLE chat user-1"),
        row(
            "no healthy upstream",
            Entries.allowed(),
            e -> {
              details(e, 503, "no_healthy_upstream");
              Entries.flags(e).setNoHealthyUpstream(true);
            },
            "503 UPSTREAM_UNAVAILABLE chat user-1"),
        row(
            "upstream too slow",
            Entries.allowed(),
            e -> {
              details(e, 504, "response_timeout");
              Entries.flags(e).setUpstreamRequestTimeout(true);
            },
            "504 UPSTREAM_TIMEOUT chat user-1"),
        row(
            "stream silent",
            Entries.allowed(),
            e -> {
              details(e, 504, "stream_idle_timeout");
              Entries.flags(e).setStreamIdleTimeout(true);
            },
            "504 UPSTREAM_TIMEOUT chat user-1"),
        row(
            "upstream's own 503",
            Entries.allowed(),
            e -> details(e, 503, "via_upstream"),
            "503 null chat user-1"),
        row(
            "body too large",
            Entries.allowed(),
            e -> details(e, 413, "request_payload_too_large"),
            "413 REQUEST_TOO_LARGE chat user-1"),
        row(
            "client left midway",
            Entries.allowed(),
            e -> {
              details(e, 200, "downstream_remote_disconnect");
              Entries.flags(e).setDownstreamConnectionTermination(true);
            },
            "499 null chat user-1"),
        row(
            "client reset",
            Entries.allowed(),
            e -> {
              details(e, 200, "http2.remote_reset");
              Entries.flags(e).setDownstreamRemoteReset(true);
            },
            "499 null chat user-1"),
        row(
            "client left before the answer",
            Entries.allowed(),
            e -> details(e, 0, "downstream_remote_disconnect"),
            "499 null chat user-1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endings")
  void record_ending(String name, HTTPAccessLogEntry entry, String expected) {
    AuditRecord record = record(entry);
    assertEquals(
        expected,
        record.outcome().status()
            + " "
            + record.outcome().errorCode()
            + " "
            + record.call().routeTarget()
            + " "
            + record.who().user());
    assertEquals("c1", record.correlationId());
  }

  private static final Struct FINDING =
      Entries.struct(
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
  void record_traceThatEnvoyHasItIn() {
    String envoys = "4bf92f3577b34da6a3ce929d0e0e4736";
    HTTPAccessLogEntry.Builder entry = Entries.allowed();
    entry.getRequestBuilder().putRequestHeaders("x-trace-id", "told-by-the-client");
    entry.getCommonPropertiesBuilder().putCustomTags("trace_id", "-");
    assertEquals("told-by-the-client", record(entry.build()).call().traceId());
    entry.getCommonPropertiesBuilder().putCustomTags("trace_id", envoys);
    assertEquals(envoys, record(entry.build()).call().traceId());
  }

  @Test
  void record_everythingKnown() {
    HTTPAccessLogEntry.Builder entry = Entries.allowed();
    entry
        .getRequestBuilder()
        .setPath("/v1/completions")
        .setOriginalPath("/v1/autocomplete?lang=java&access_token=canary-word")
        .putRequestHeaders("x-agent-id", "agent-7")
        .putRequestHeaders("x-dwp-source", "AURA")
        .putRequestHeaders("x-dwp-caller-type", "AGENT")
        .putRequestHeaders(
            "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    Entries.inspection(
        entry,
        Entries.struct(
            Map.of(
                "action",
                "mask",
                "stage",
                "post",
                "rule",
                "email",
                "rules",
                List.of(Entries.struct(Map.of("id", "email", "count", 3))),
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
            + Entries.START.toEpochMilli()
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
  void record_credentialOfASubscription() {
    HTTPAccessLogEntry.Builder entry = Entries.subscribed();
    entry.getRequestBuilder().putRequestHeaders("x-model", DeliveredFacts.MODEL);
    Entries.inspection(
        entry, Entries.struct(Map.of("action", "allow", "input_tokens", 12, "output_tokens", 34)));
    Map<String, Object> extra = record(entry.build()).extra();
    assertEquals(Entries.SUBSCRIPTION, extra.get("subscription"));
    assertEquals(Entries.CREDENTIAL, extra.get("credential_id"));
    assertEquals(DeliveredFacts.VERSION, extra.get("api_version_id"));
    assertEquals(new BigDecimal("0.00148000"), extra.get("cost"));
  }

  @Test
  void record_refusedCallOfAModel_costsNothing() {
    HTTPAccessLogEntry.Builder entry = Entries.subscribed();
    blockedBefore(entry);
    entry.getRequestBuilder().putRequestHeaders("x-model", DeliveredFacts.MODEL);
    assertNull(record(entry.build()).extra().get("cost"));
  }

  @Test
  void record_deliveredFactsBroken() {
    Exchange ended = Exchange.ended(Wire.entry(Entries.subscribed().build())).orElseThrow();
    InForce broken =
        new InForce() {
          @Override
          public Optional<ServedModel> find(String route, String alias) {
            throw new IllegalStateException();
          }

          @Override
          public String apiVersion(String route) {
            throw new IllegalStateException();
          }
        };
    Map<String, Object> extra = maker.record(ended, Told.of(ended, broken)).extra();
    assertEquals(Entries.SUBSCRIPTION, extra.get("subscription"));
  }

  @Test
  void record_nothingKnown() {
    HTTPAccessLogEntry.Builder entry = HTTPAccessLogEntry.newBuilder();
    entry.getCommonPropertiesBuilder().setAccessLogType(AccessLogType.DownstreamEnd);
    AuditRecord record = record(entry.build());
    assertEquals("-", record.correlationId());
    assertEquals("-", record.call().method());
    assertEquals("-", record.call().endpoint());
    assertEquals("-", record.who().tenant());
    assertEquals("-", record.outcome().policyVersion());
    assertEquals("-", record.inspection().action());
    assertEquals(499, record.outcome().status());
    assertEquals(Entries.NOW.toEpochMilli(), record.tsMs());
    assertNull(record.who().clientIp());
  }

  @Test
  void record_eventStream() {
    HTTPAccessLogEntry.Builder entry = Entries.allowed();
    entry.getRequestBuilder().setPath("/v1/chat/completions?x=1");
    entry
        .getResponseBuilder()
        .putResponseHeaders("content-type", "Text/Event-Stream; charset=utf-8");
    AuditRecord record = record(entry.build());
    assertTrue(record.outcome().streamed());
    assertEquals("sse", record.extra().get("mode"));
    assertNull(record.call().queryString());
    assertNull(record.call().requestBytes());
    assertNull(record.call().responseBytes());
    assertFalse(record(Entries.allowed().build()).outcome().streamed());
  }

  @Test
  void record_correlationFromElsewhere() {
    HTTPAccessLogEntry.Builder entry = Entries.ended(404, "route_not_found");
    entry.getRequestBuilder().clearRequestHeaders();
    assertEquals("corr-3f1c", record(entry.build()).correlationId());
    entry.getResponseBuilder().putResponseHeaders("x-correlation-id", "c2");
    assertEquals("c2", record(entry.build()).correlationId());
  }

  @Test
  void record_sameEntryTwice() {
    HTTPAccessLogEntry entry = Entries.allowed().build();
    assertEquals(record(entry).id(), record(entry).id());
    HTTPAccessLogEntry.Builder other = Entries.allowed();
    other.getRequestBuilder().setRequestId("3f1d");
    assertNotEquals(record(entry).id(), record(other.build()).id());
  }

  @Test
  void record_clockOfAnotherAge() {
    HTTPAccessLogEntry.Builder entry = Entries.allowed();
    for (long seconds : List.of(86_400L, Long.MAX_VALUE, Long.MIN_VALUE)) {
      Entries.common(entry).setStartTime(Timestamp.newBuilder().setSeconds(seconds).setNanos(-1));
      assertEquals(Entries.NOW.toEpochMilli(), record(entry.build()).tsMs());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AccessLogType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NotSet", "DownstreamEnd", "UNRECOGNIZED"})
  void record_exchangeGoesOn(AccessLogType type) {
    HTTPAccessLogEntry.Builder entry = Entries.allowed();
    Entries.common(entry).setAccessLogType(type);
    assertTrue(Exchange.ended(Wire.entry(entry.build())).isEmpty());
  }

  private AuditRecord record(HTTPAccessLogEntry entry) {
    Exchange ended = Exchange.ended(Wire.entry(entry)).orElseThrow();
    return maker.record(ended, Told.of(ended, new DeliveredFacts()));
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
    Entries.common(entry).clearUpstreamRemoteAddress();
  }

  private static void blockedAfter(HTTPAccessLogEntry.Builder entry) {
    details(entry, 400, "");
    Entries.inspection(
        entry,
        Entries.struct(
            Map.of("action", "block", "rule", "aws_access_key", "error_code", "DLP_BLOCKED")));
  }
}
