package dev.sluice.extproc.accesslog;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.sluice.common.tracing.TraceParent;
import io.envoyproxy.envoy.config.core.v3.RequestMethod;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogCommon;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogType;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPRequestProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One access log entry, read the way the record needs it. */
record Exchange(HTTPAccessLogEntry entry, Fields decision, Fields inspection, Ending ending) {
  private static final String EVENT_STREAM = "text/event-stream";
  private static final int MAX_MODEL = 128;
  // Partitions reach from the month before the present one.
  private static final java.time.Duration OLDEST = java.time.Duration.ofDays(28);
  private static final java.time.Duration YOUNGEST = java.time.Duration.ofHours(1);

  /** The exchange, or nothing while it goes on. */
  static Optional<Exchange> ended(HTTPAccessLogEntry entry) {
    AccessLogCommon common = entry.getCommonProperties();
    AccessLogType type = common.getAccessLogType();
    return type == AccessLogType.NotSet || type == AccessLogType.DownstreamEnd
        ? Optional.of(
            new Exchange(
                entry, Fields.decision(common), Fields.inspection(common), Ending.of(entry)))
        : Optional.empty();
  }

  AccessLogCommon common() {
    return entry.getCommonProperties();
  }

  HTTPRequestProperties request() {
    return entry.getRequest();
  }

  /** Envoy's id of the request; without one, what tells the exchange from any other. */
  String requestId() {
    SocketAddress client = client();
    return firstOf(
        request().getRequestId(),
        decision.text("request_id"),
        common().getStreamId(),
        client.getAddress() + " " + client.getPortValue());
  }

  String correlationId() {
    return firstOf(
        requestHeader("x-correlation-id"),
        decision.text("correlation_id"),
        entry.getResponse().getResponseHeadersOrDefault("x-correlation-id", ""),
        request().getRequestId().isEmpty() ? "" : "corr-" + request().getRequestId());
  }

  /** When the exchange began; now, if Envoy's clock cannot be believed. */
  Instant start(Clock clock) {
    Timestamp told = common().getStartTime();
    Instant now = clock.instant();
    boolean believable =
        told.getSeconds() > now.minus(OLDEST).getEpochSecond()
            && told.getSeconds() < now.plus(YOUNGEST).getEpochSecond();
    return believable ? Instant.ofEpochSecond(told.getSeconds(), told.getNanos()) : now;
  }

  /** From the first byte of the request to the end of the answer. */
  java.time.Duration duration() {
    Duration told =
        common().hasDuration() ? common().getDuration() : common().getTimeToLastDownstreamTxByte();
    return java.time.Duration.ofSeconds(told.getSeconds(), told.getNanos());
  }

  int latencyMs() {
    return Math.clamp(duration().toMillis(), 0, Integer.MAX_VALUE);
  }

  String method() {
    RequestMethod method = request().getRequestMethod();
    return switch (method) {
      case METHOD_UNSPECIFIED, UNRECOGNIZED -> "";
      default -> method.name();
    };
  }

  /** Path and query string as the client sent them. */
  String target() {
    return firstOf(request().getOriginalPath(), request().getPath());
  }

  /** The backend that Envoy chose; the route's service, if it came to no choice. */
  String backend() {
    return firstOf(common().getCustomTagsOrDefault("backend", ""), decision.text("target"));
  }

  /** The service of the route; the backend, if nobody told of a route. */
  String service() {
    return firstOf(decision.text("target"), common().getCustomTagsOrDefault("backend", ""));
  }

  /** What the client calls its model, or nothing. */
  String model() {
    String model = requestHeader("x-model");
    boolean visible =
        model.length() <= MAX_MODEL && model.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return visible ? model : "";
  }

  boolean streamed() {
    String type = entry.getResponse().getResponseHeadersOrDefault("content-type", "");
    return type.toLowerCase(Locale.ROOT).startsWith(EVENT_STREAM) || inspection.flag("streamed");
  }

  boolean denied() {
    return decision.text("decision").equals("deny");
  }

  /** No upstream was ever meant to see it: no route, a denial, or a block of the request's body. */
  boolean stoppedBeforeRouting() {
    boolean blocked =
        inspection.text("action").equals("block") && !common().hasUpstreamRemoteAddress();
    return ending.noRoute() || denied() || blocked;
  }

  String requestHeader(String name) {
    return request().getRequestHeadersOrDefault(name, "");
  }

  /** The trace that Envoy has it in; else that of the caller, by our own header or by W3C's. */
  @Nullable String traceId() {
    String envoys = common().getCustomTagsOrDefault("trace_id", "");
    if (TraceParent.isTraceId(envoys)) {
      return envoys;
    }
    String own = requestHeader("x-trace-id");
    String[] parent = requestHeader("traceparent").split("-", 4);
    return own.isEmpty() ? (parent.length == 4 ? parent[1] : null) : own;
  }

  /** Where to find it, if its trace is recorded. */
  Optional<TraceParent> example() {
    return TraceParent.sampled(requestHeader("traceparent"));
  }

  SocketAddress client() {
    return common().getDownstreamRemoteAddress().getSocketAddress();
  }

  private static String firstOf(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
