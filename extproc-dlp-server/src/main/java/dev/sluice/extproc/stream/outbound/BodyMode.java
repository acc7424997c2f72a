package dev.sluice.extproc.stream.outbound;

import dev.sluice.extproc.wire.ProcessingRequestView;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;

/** How Envoy sends one direction's body, and what that lets this server do. */
public enum BodyMode {
  /** The body stays in Envoy. */
  NONE,
  /** Chunks both ways, independent of each other; headers wait as long as they are unanswered. */
  FULL_DUPLEX,
  /** Each chunk waits for its answer; headers have gone on before the first. */
  STREAMED,
  /** The whole body as one message; headers wait for its answer. */
  BUFFERED;

  /** {@code BUFFERED_PARTIAL} would let the end of a long body pass unseen. */
  static BodyMode of(BodySendMode mode) {
    return switch (mode) {
      case NONE -> NONE;
      case FULL_DUPLEX_STREAMED -> FULL_DUPLEX;
      case STREAMED -> STREAMED;
      case BUFFERED -> BUFFERED;
      case BUFFERED_PARTIAL, UNRECOGNIZED ->
          throw new UnsupportedEnvoyConfigException("body mode " + mode + " is not supported");
    };
  }

  /** How Envoy sends the bodies of one exchange. */
  public record PerDirection(BodyMode request, BodyMode response) {
    public static final PerDirection UNKNOWN = new PerDirection(BodyMode.NONE, BodyMode.NONE);

    /** What the first message of a stream says. */
    public static PerDirection of(ProcessingRequestView first) {
      if (first.observabilityMode()) {
        throw new UnsupportedEnvoyConfigException(
            "observability_mode is set; nothing could be held back");
      }
      ProtocolConfiguration protocol =
          first
              .protocolConfig()
              .orElseThrow(() ->
                  new UnsupportedEnvoyConfigException(
                      "the first message names no body modes; Envoy 1.33 or newer does"));
      return new PerDirection(
          BodyMode.of(protocol.getRequestBodyMode()), BodyMode.of(protocol.getResponseBodyMode()));
    }
  }
}
