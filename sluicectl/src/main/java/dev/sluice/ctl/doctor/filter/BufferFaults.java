package dev.sluice.ctl.doctor.filter;

import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.util.List;
import java.util.stream.Stream;

/** The buffers of Envoy whose bytes do not fit in a message to extproc-dlp-server. */
public final class BufferFaults {
  /** The limit of a server that sets none. */
  public static final long DEFAULT_LIMIT = GrpcServerConfig.BODY_MESSAGE_BYTES;

  /** The buffer of a connection of an Envoy that sets none. */
  private static final long ENVOY_BUFFER = 1 << 20;

  private static final List<String> KEYS =
      List.of(
          "per_connection_buffer_limit_bytes",
          "max_request_bytes",
          "request_body_buffer_limit",
          "per_request_buffer_limit_bytes");

  private BufferFaults() {}

  /** Returns the buffers below {@code document} that are larger than a message may be. */
  public static Stream<WiringFinding> in(DocumentField document, long limit) {
    return document.mappings().stream()
        .flatMap(value -> KEYS.stream().map(value::proto))
        .flatMap(buffer -> of(buffer, buffer.numberOr(0), limit));
  }

  /** Returns the fault of one buffer of {@code bytes}. */
  public static Stream<WiringFinding> of(DocumentField buffer, long bytes, long limit) {
    return bytes > limit
        ? Stream.of(
            WiringFault.EXT_PROC_MESSAGE_LIMIT.at(
                buffer.place(),
                "%s is %d bytes, and a message may have %d".formatted(buffer.key(), bytes, limit)))
        : Stream.empty();
  }

  /** Returns the fault of a limit that is below the buffer of an Envoy without a setting. */
  public static Stream<WiringFinding> ofLimit(DocumentField limit) {
    long bytes = limit.numberOr(DEFAULT_LIMIT);
    return bytes < ENVOY_BUFFER
        ? Stream.of(
            WiringFault.EXT_PROC_MESSAGE_LIMIT.at(
                limit.place(),
                "a message may have %d bytes, and Envoy's buffers have %d unless set"
                    .formatted(bytes, ENVOY_BUFFER)))
        : Stream.empty();
  }
}
