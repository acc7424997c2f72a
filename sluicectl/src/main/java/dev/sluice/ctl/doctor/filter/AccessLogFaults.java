package dev.sluice.ctl.doctor.filter;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.time.Duration;
import java.util.stream.Stream;

/** The faults of access logs over gRPC. */
public final class AccessLogFaults {
  private static final long DEFAULT_BYTES = 16 << 10;
  private static final String DEFAULT_INTERVAL = "1s";
  private static final Duration LONGEST = Duration.ofMillis(100);

  private AccessLogFaults() {}

  /** Returns the faults of all access logs below {@code document}. */
  public static Stream<WiringFinding> in(DocumentField document) {
    return document.mappings().stream()
        .filter(value -> value.isMessage("HttpGrpcAccessLogConfig"))
        .map(value -> value.proto("common_config"))
        .filter(AccessLogFaults::keepsEntries)
        .map(settings ->
            WiringFault.ACCESS_LOG_BUFFERED.at(
                settings.place(),
                "the access log collects up to %d bytes for %s"
                    .formatted(
                        settings.proto("buffer_size_bytes").numberOr(DEFAULT_BYTES),
                        interval(settings))));
  }

  private static boolean keepsEntries(DocumentField settings) {
    return settings.proto("buffer_size_bytes").numberOr(DEFAULT_BYTES) != 0
        && ProtobufDuration.parse(interval(settings))
            .map(interval -> interval.compareTo(LONGEST) > 0)
            .orElse(true);
  }

  private static String interval(DocumentField settings) {
    return settings.proto("buffer_flush_interval").textOr(DEFAULT_INTERVAL);
  }
}
