package dev.sluice.extproc.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extproc.wire.MessageConversion;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.ResponseFlags;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class UpstreamOutcomeTest {
  private static final Optional<UpstreamOutcome> NONE = Optional.empty();
  private static final Optional<UpstreamOutcome> GOOD =
      Optional.of(new UpstreamOutcome(false, false));
  private static final Optional<UpstreamOutcome> FAILED =
      Optional.of(new UpstreamOutcome(true, false));
  private static final Optional<UpstreamOutcome> SLOW =
      Optional.of(new UpstreamOutcome(false, true));

  @Test
  void outcome_ofUpstreamStatus() {
    assertEquals(GOOD, outcome(200, "via_upstream"));
    assertEquals(GOOD, outcome(429, "via_upstream"));
    assertEquals(FAILED, outcome(500, "via_upstream"));
    assertEquals(FAILED, outcome(503, "via_upstream"));
  }

  @Test
  void outcome_ownAnswer_doesNotCount() {
    assertEquals(NONE, outcome(503, "ext_authz_error"));
    assertEquals(NONE, outcome(500, "ext_proc_error_gRPC_error_14"));
    assertEquals(NONE, outcome(503, "direct_response"));
    assertEquals(NONE, outcome(404, "route_not_found"));
    assertEquals(NONE, outcome(AccessLogSamples.denied(503, "AUTHZ_UNAVAILABLE")));
  }

  @Test
  void outcome_brokenConnection_isFailed() {
    assertEquals(FAILED, flagged(503, flags -> flags.setUpstreamConnectionFailure(true)));
    assertEquals(FAILED, flagged(504, flags -> flags.setUpstreamRequestTimeout(true)));
    assertEquals(FAILED, flagged(503, flags -> flags.setNoHealthyUpstream(true)));
    assertEquals(NONE, flagged(503, flags -> flags.setNoClusterFound(true)));
  }

  @Test
  void outcome_fallbackServed_isFailed() {
    HTTPAccessLogEntry.Builder entry = reached(200);
    entry.getResponseBuilder().putResponseHeaders("x-fallback", "true");
    assertEquals(FAILED, outcome(entry));
  }

  @Test
  void outcome_slowUpload_isNotSlow() {
    HTTPAccessLogEntry.Builder entry = reached(200);
    times(entry, 9, 9.5);
    assertEquals(GOOD, outcome(entry));
    times(entry, 0.1, 1.5);
    assertEquals(SLOW, outcome(entry));
    times(entry, 9, 8);
    assertEquals(GOOD, outcome(entry));
  }

  @Test
  void outcome_withoutLatencyLimit_isNotSlow() {
    HTTPAccessLogEntry.Builder entry = reached(200);
    times(entry, 0, 50);
    assertEquals(GOOD, UpstreamOutcome.of(exchange(entry), Duration.ZERO));
  }

  @Test
  void outcome_clientLeft_countsIfItWaited() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.ended(0, "downstream_remote_disconnect");
    entry.getCommonPropertiesBuilder().getResponseFlagsBuilder().setDownstreamRemoteReset(true);
    entry.getCommonPropertiesBuilder().clearTimeToFirstUpstreamRxByte();
    entry
        .getCommonPropertiesBuilder()
        .setUpstreamRemoteAddress(reached(200).getCommonProperties().getUpstreamRemoteAddress());
    entry.getCommonPropertiesBuilder().setDuration(duration(0.5));
    assertEquals(NONE, outcome(entry));
    entry.getCommonPropertiesBuilder().setDuration(duration(5));
    assertEquals(SLOW, outcome(entry));
  }

  private static HTTPAccessLogEntry.Builder reached(int status) {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
    entry.getResponseBuilder().getResponseCodeBuilder().setValue(status);
    times(entry, 0, 0.1);
    return entry;
  }

  private static void times(HTTPAccessLogEntry.Builder entry, double sent, double first) {
    entry
        .getCommonPropertiesBuilder()
        .setTimeToLastUpstreamTxByte(duration(sent))
        .setTimeToFirstUpstreamRxByte(duration(first));
  }

  private static com.google.protobuf.Duration duration(double seconds) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds((long) seconds)
        .setNanos((int) Math.round((seconds - (long) seconds) * 1e9))
        .build();
  }

  private static Optional<UpstreamOutcome> flagged(
      int status, Consumer<ResponseFlags.Builder> flag) {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.ended(status, "upstream_reset");
    times(entry, 0, 0.1);
    flag.accept(entry.getCommonPropertiesBuilder().getResponseFlagsBuilder());
    return outcome(entry);
  }

  private static Optional<UpstreamOutcome> outcome(int status, String details) {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.ended(status, details);
    times(entry, 0, 0.1);
    return outcome(entry);
  }

  private static Optional<UpstreamOutcome> outcome(HTTPAccessLogEntry.Builder entry) {
    return UpstreamOutcome.of(exchange(entry), Duration.ofSeconds(1));
  }

  private static LoggedExchange exchange(HTTPAccessLogEntry.Builder entry) {
    return LoggedExchange.ended(MessageConversion.entry(entry.build())).orElseThrow();
  }
}
