package dev.sluice.extproc.accesslog;

import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.RequestMethod;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogCommon;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogType;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.ResponseFlags;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A set of access log entries in the form that Envoy writes. */
final class AccessLogSamples {
  static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  static final Instant START = NOW.minusSeconds(2);
  static final String SUBSCRIPTION = "9a1f0000-0000-4000-8000-000000000001";
  static final String CREDENTIAL = "9a1f0000-0000-4000-8000-000000000002";

  private static final Map<String, String> CALLER =
      Map.of(
          "decision", "allow",
          "subject", "user-1",
          "tenant", "tenant-1",
          "project", "project-1",
          "workspace", "workspace-1",
          "role", "developer",
          "policy_version", "policy-0.3",
          "route", "p/r",
          "api_version", "v1",
          "target", "chat");

  private AccessLogSamples() {}

  /** Returns the entry of a call that its upstream answered with 200. */
  static HTTPAccessLogEntry.Builder allowed() {
    HTTPAccessLogEntry.Builder entry = ended(200, "via_upstream");
    decision(entry, CALLER);
    inspection(entry, struct(Map.of("action", "allow", "stage", "pre")));
    entry.getCommonPropertiesBuilder().setUpstreamRemoteAddress(address("10.9.9.9", 8000));
    return entry;
  }

  /** Returns the entry of a call with a credential of a subscription. */
  static HTTPAccessLogEntry.Builder subscribed() {
    HTTPAccessLogEntry.Builder entry = allowed();
    Map<String, String> caller = new HashMap<>(CALLER);
    caller.put("subscription", SUBSCRIPTION);
    caller.put("credential_id", CREDENTIAL);
    decision(entry, caller);
    return entry;
  }

  /** Returns the entry of a call that the authorization server denied. */
  static HTTPAccessLogEntry.Builder denied(int status, String code) {
    HTTPAccessLogEntry.Builder entry = ended(status, "ext_authz_denied");
    entry
        .getCommonPropertiesBuilder()
        .getResponseFlagsBuilder()
        .setUnauthorizedDetails(
            ResponseFlags.Unauthorized.newBuilder()
                .setReason(ResponseFlags.Unauthorized.Reason.EXTERNAL_SERVICE));
    decision(
        entry,
        Map.of(
            "decision", "deny", "reason", code, "subject", "-", "tenant", "-", "target", "chat"));
    return entry;
  }

  /** Returns the entry of an exchange with only Envoy's own fields. */
  static HTTPAccessLogEntry.Builder ended(int status, String details) {
    HTTPAccessLogEntry.Builder entry = HTTPAccessLogEntry.newBuilder();
    entry
        .getCommonPropertiesBuilder()
        .setAccessLogType(AccessLogType.DownstreamEnd)
        .setStartTime(
            Timestamp.newBuilder().setSeconds(START.getEpochSecond()).setNanos(START.getNano()))
        .setDuration(Duration.newBuilder().setSeconds(1).setNanos(234_999_999))
        .setDownstreamRemoteAddress(address("203.0.113.7", 40_000));
    entry
        .getRequestBuilder()
        .setRequestMethod(RequestMethod.POST)
        .setAuthority("ai.example.com")
        .setPath("/v1/chat/completions")
        .setUserAgent("test/1")
        .setRequestId("3f1c")
        .setRequestBodyBytes(120)
        .putRequestHeaders("x-correlation-id", "c1");
    entry
        .getResponseBuilder()
        .setResponseCode(UInt32Value.of(status))
        .setResponseCodeDetails(details)
        .setResponseBodyBytes(4_000)
        .putResponseHeaders("content-type", "application/json");
    return entry;
  }

  static void inspection(HTTPAccessLogEntry.Builder entry, Struct fields) {
    metadata(entry, "dev.sluice.dlp", fields);
  }

  static Struct struct(Map<String, Object> fields) {
    Struct.Builder struct = Struct.newBuilder();
    fields.forEach((name, value) -> struct.putFields(name, value(value)));
    return struct.build();
  }

  static ResponseFlags.Builder flags(HTTPAccessLogEntry.Builder entry) {
    return entry.getCommonPropertiesBuilder().getResponseFlagsBuilder();
  }

  static AccessLogCommon.Builder common(HTTPAccessLogEntry.Builder entry) {
    return entry.getCommonPropertiesBuilder();
  }

  static void decision(HTTPAccessLogEntry.Builder entry, Map<String, String> fields) {
    Struct sluice = struct(Map.copyOf(fields));
    metadata(
        entry,
        "envoy.filters.http.ext_authz",
        Struct.newBuilder()
            .putFields("sluice", Value.newBuilder().setStructValue(sluice).build())
            .build());
  }

  private static void metadata(HTTPAccessLogEntry.Builder entry, String name, Struct fields) {
    entry.getCommonPropertiesBuilder().getMetadataBuilder().putFilterMetadata(name, fields);
  }

  private static Value value(Object value) {
    Value.Builder made = Value.newBuilder();
    return switch (value) {
      case String text -> made.setStringValue(text).build();
      case Integer number -> made.setNumberValue(number).build();
      case Boolean flag -> made.setBoolValue(flag).build();
      case List<?> list ->
          made.setListValue(
                  ListValue.newBuilder()
                      .addAllValues(list.stream().map(AccessLogSamples::value).toList()))
              .build();
      case Struct struct -> made.setStructValue(struct).build();
      default -> throw new IllegalArgumentException(value.getClass().getName());
    };
  }

  private static Address address(String host, int port) {
    return Address.newBuilder()
        .setSocketAddress(SocketAddress.newBuilder().setAddress(host).setPortValue(port))
        .build();
  }
}
