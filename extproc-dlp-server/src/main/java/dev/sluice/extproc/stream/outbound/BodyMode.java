package dev.sluice.extproc.stream.outbound;

import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;

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
}
