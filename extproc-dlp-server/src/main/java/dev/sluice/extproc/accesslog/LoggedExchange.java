package dev.sluice.extproc.accesslog;

import dev.sluice.common.tracing.TraceParent;
import dev.sluice.extproc.wire.AccessLogCommonView;
import dev.sluice.extproc.wire.AccessLogEntryView;
import dev.sluice.extproc.wire.AccessLogRequestView;
import dev.sluice.extproc.wire.FilterMetadata;
import dev.sluice.extproc.wire.SecondsAndNanos;
import dev.sluice.extproc.wire.SocketAddressView;
import dev.sluice.extproc.wire.StructView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One access log entry, read the way the record needs it. */
record LoggedExchange(
    AccessLogEntryView entry, StructView decision, StructView inspection, ExchangeEnding ending) {
  private static final String EVENT_STREAM = "text/event-stream";
  private static final int MAX_MODEL = 128;
  // Partitions reach from the month before the present one.
  private static final Duration OLDEST = Duration.ofDays(28);
  private static final Duration YOUNGEST = Duration.ofHours(1);

  /** The exchange, or nothing while it goes on. */
  static Optional<LoggedExchange> ended(AccessLogEntryView entry) {
    FilterMetadata told = entry.common().metadata();
    return entry.common().isFinalEntry()
        ? Optional.of(
            new LoggedExchange(entry, told.decision(), told.inspection(), ExchangeEnding.of(entry)))
        : Optional.empty();
  }

  AccessLogCommonView common() {
    return entry.common();
  }

  AccessLogRequestView request() {
    return entry.request();
  }

  /** Envoy's id of the request; without one, what tells the exchange from any other. */
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

  /** When the exchange began; now, if Envoy's clock cannot be believed. */
  Instant start(Clock clock) {
    SecondsAndNanos told = common().start();
    Instant now = clock.instant();
    boolean believable =
        told.seconds() > now.minus(OLDEST).getEpochSecond()
            && told.seconds() < now.plus(YOUNGEST).getEpochSecond();
    return believable ? Instant.ofEpochSecond(told.seconds(), told.nanos()) : now;
  }

  /** From the first byte of the request to the end of the answer. */
  Duration duration() {
    SecondsAndNanos whole = common().duration();
    SecondsAndNanos told = whole.isSet() ? whole : common().timeToLastByte();
    return Duration.ofSeconds(told.seconds(), told.nanos());
  }

  int latencyMs() {
    return Math.clamp(duration().toMillis(), 0, Integer.MAX_VALUE);
  }

  String method() {
    return request().method();
  }

  /** Path and query string as the client sent them. */
  String target() {
    return firstOf(request().originalPath(), request().path());
  }

  /** The backend that Envoy chose; the route's service, if it came to no choice. */
  String backend() {
    return firstOf(common().tag("backend"), decision.text("target"));
  }

  /** The service of the route; the backend, if nobody told of a route. */
  String service() {
    return firstOf(decision.text("target"), common().tag("backend"));
  }

  /** What the client calls its model, or nothing. */
  String model() {
    String model = requestHeader("x-model");
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

  /** No upstream was ever meant to see it: no route, a denial, or a block of the request's body. */
  boolean stoppedBeforeRouting() {
    boolean blocked = inspection.text("action").equals("block") && !common().hasUpstream();
    return ending.noRoute() || denied() || blocked;
  }

  String requestHeader(String name) {
    return request().header(name);
  }

  /** The trace that Envoy has it in; else that of the caller, by our own header or by W3C's. */
  @Nullable String traceId() {
    String envoys = common().tag("trace_id");
    if (TraceParent.isTraceId(envoys)) {
      return envoys;
    }
    String own = requestHeader("x-trace-id");
    String[] parent = requestHeader("traceparent").split("-", 4);
    return own.isEmpty() ? (parent.length == 4 ? parent[1] : null) : own;
  }

  /** Where to find it, if its trace is recorded. */
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
