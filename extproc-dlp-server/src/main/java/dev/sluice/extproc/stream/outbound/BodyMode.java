package dev.sluice.extproc.stream.outbound;

import dev.sluice.extproc.wire.ProcessingRequestView;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;

/** The modes in which Envoy sends one direction's body. */
public enum BodyMode {
  /** The body stays in Envoy. */
  NONE,
  /**
   * Chunks in both directions, independent of each other; the headers wait until they are answered.
   */
  FULL_DUPLEX,
  /** Each chunk waits for its answer; the headers have left before the first chunk. */
  STREAMED,
  /** The whole body as one message; the headers wait for its answer. */
  BUFFERED;

  /**
   * Returns the mode. {@code BUFFERED_PARTIAL} is not supported because the rest of a long body
   * would pass without inspection.
   */
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

  /** The body modes of the request and the response. */
  public record PerDirection(BodyMode request, BodyMode response) {
    public static final PerDirection UNKNOWN = new PerDirection(BodyMode.NONE, BodyMode.NONE);

    /** Returns the modes in the first message of a stream. */
    public static PerDirection of(ProcessingRequestView first) {
      if (first.observabilityMode()) {
        throw new UnsupportedEnvoyConfigException(
            "observability_mode is set, so no byte could be held; unset it");
      }
      ProtocolConfiguration protocol =
          first
              .protocolConfig()
              .orElseThrow(() ->
                  new UnsupportedEnvoyConfigException(
                      "the first message has no body modes; use Envoy 1.33 or newer"));
      return new PerDirection(
          BodyMode.of(protocol.getRequestBodyMode()), BodyMode.of(protocol.getResponseBodyMode()));
    }
  }
}
