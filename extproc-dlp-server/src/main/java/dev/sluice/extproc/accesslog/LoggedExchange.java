package dev.sluice.extproc.accesslog;

import dev.sluice.common.audit.record.ExchangeStart;
import dev.sluice.common.tracing.TraceParent;
import dev.sluice.extproc.wire.AccessLogCommonView;
import dev.sluice.extproc.wire.AccessLogEntryView;
import dev.sluice.extproc.wire.AccessLogRequestView;
import dev.sluice.extproc.wire.FilterMetadata;
import dev.sluice.extproc.wire.SecondsAndNanos;
import dev.sluice.extproc.wire.SocketAddressView;
import dev.sluice.extproc.wire.StructView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An access log entry with the values that the record needs. */
record LoggedExchange(
    AccessLogEntryView entry, StructView decision, StructView inspection, ExchangeEnding ending) {
  private static final String EVENT_STREAM = "text/event-stream";
  private static final String BACKEND_CLUSTER = "backend/";
  private static final String FAILOVER_CLUSTER = "failover/";
  private static final String FALLBACK_HEADER = "x-fallback";
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int MAX_MODEL = 128;

  /** Returns the exchange; empty if it has not ended. */
  static Optional<LoggedExchange> ended(AccessLogEntryView entry) {
    FilterMetadata logged = entry.common().metadata();
    return entry.common().isFinalEntry()
        ? Optional.of(
            new LoggedExchange(
                entry, logged.decision(), logged.inspection(), ExchangeEnding.of(entry)))
        : Optional.empty();
  }

  AccessLogCommonView common() {
    return entry.common();
  }

  AccessLogRequestView request() {
    return entry.request();
  }

  /** Returns Envoy's request id; without one, a value that identifies the exchange. */
  String requestId() {
    String own = firstOf(request().requestId(), decision.text("request_id"), common().streamId());
    return own.isEmpty() ? clientAddress().address() + " " + clientAddress().port() : own;
  }

  String correlationId() {
    return firstOf(
        requestHeader("x-correlation-id"),
        decision.text("correlation_id"),
        entry.response().header("x-correlation-id"),
        request().requestId().isEmpty() ? "" : "corr-" + request().requestId());
  }

  /** Returns the start of the exchange; {@code clock} is that of this server. */
  ExchangeStart start(InstantSource clock) {
    SecondsAndNanos logged = common().start();
    return ExchangeStart.of(logged.seconds(), logged.nanos(), clock);
  }

  /** Returns the time from the first byte of the request to the end of the response. */
  Duration duration() {
    SecondsAndNanos whole = common().duration();
    SecondsAndNanos logged = whole.isSet() ? whole : common().timeToLastByte();
    return Duration.ofSeconds(logged.seconds(), logged.nanos());
  }

  /** Returns the time until the upstream began to respond, or until the end if it did not. */
  Duration upstreamLatency() {
    SecondsAndNanos logged = common().timeToFirstByte();
    return logged.isSet() ? Duration.ofSeconds(logged.seconds(), logged.nanos()) : duration();
  }

  /**
   * Returns the time that the upstream needed to begin its response to the whole request, or the
   * time until the end if it did not.
   */
  Duration responseLatency() {
    SecondsAndNanos sent = common().timeToLastSentByte();
    Duration latency = upstreamLatency().minus(Duration.ofSeconds(sent.seconds(), sent.nanos()));
    return latency.isNegative() ? Duration.ZERO : latency;
  }

  /** Returns whether another service responded because the upstream had failed. */
  boolean fallbackServed() {
    return !entry.response().header(FALLBACK_HEADER).isEmpty();
  }

  /**
   * Returns the id of the backend that the weights of the route selected, also if a fallback served
   * the request.
   */
  Optional<String> backendId() {
    String cluster = common().tag("cluster");
    boolean routed = cluster.startsWith(BACKEND_CLUSTER) || cluster.startsWith(FAILOVER_CLUSTER);
    return routed && !stoppedBeforeRouting()
        ? Optional.of(cluster.substring(cluster.lastIndexOf('/') + 1))
        : Optional.empty();
  }

  /** Returns the status of the selected backend, which is 503 if a fallback served the request. */
  int backendStatus() {
    return fallbackServed() ? SERVICE_UNAVAILABLE : ending.status();
  }

  int latencyMs() {
    return Math.clamp(duration().toMillis(), 0, Integer.MAX_VALUE);
  }

  String method() {
    return request().method();
  }

  /** Returns the path and query string that the client sent. */
  String target() {
    return firstOf(request().originalPath(), request().path());
  }

  /** Returns the backend that has answered, or the route's service if Envoy chose none. */
  String backend() {
    return firstOf(
        common().metadata().model().text("backend"),
        firstOf(common().tag("backend"), decision.text("target")));
  }

  /** Returns the service of the route, or the backend if the route is unknown. */
  String service() {
    return firstOf(decision.text("target"), common().tag("backend"));
  }

  /** Returns the id of the model that the body has chosen, or an empty text. */
  String modelId() {
    return common().metadata().model().text("id");
  }

  /** Returns the model name that the body has chosen, else the one in the header, or neither. */
  String model() {
    String model = firstOf(common().metadata().model().text("model"), requestHeader("x-model"));
    boolean visible =
        model.length() <= MAX_MODEL && model.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return visible ? model : "";
  }

  boolean streamed() {
    String type = entry.response().header("content-type");
    return type.toLowerCase(Locale.ROOT).startsWith(EVENT_STREAM) || inspection.flag("streamed");
  }

  boolean denied() {
    return decision.text("decision").equals("deny");
  }

  /**
   * Returns true if no upstream should receive the request: no route, a denial, a blocked request
   * body, or a response from the cache.
   */
  boolean stoppedBeforeRouting() {
    boolean blocked = inspection.text("action").equals("block") && !common().hasUpstream();
    return ending.noRoute() || denied() || blocked || ending.cached();
  }

  String requestHeader(String name) {
    return request().header(name);
  }

  /** Returns Envoy's trace id; else the caller's, from our own header or from W3C's. */
  @Nullable String traceId() {
    String envoys = common().tag("trace_id");
    if (TraceParent.isTraceId(envoys)) {
      return envoys;
    }
    String own = requestHeader("x-trace-id");
    String[] parent = requestHeader("traceparent").split("-", 4);
    return own.isEmpty() ? (parent.length == 4 ? parent[1] : null) : own;
  }

  /** Returns the trace for an exemplar, if the trace is recorded. */
  Optional<TraceParent> exemplarTrace() {
    return TraceParent.sampled(requestHeader("traceparent"));
  }

  SocketAddressView clientAddress() {
    return common().clientAddress();
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
