package dev.sluice.extproc.stream;

import dev.sluice.extproc.wire.Question;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;

/** How Envoy sends the bodies of one exchange. */
record BodyModes(BodyMode request, BodyMode response) {
  static final BodyModes UNKNOWN = new BodyModes(BodyMode.NONE, BodyMode.NONE);

  /** What the first message of a stream says. */
  static BodyModes of(Question first) {
    if (first.observed()) {
      throw new ProtocolException("observability_mode is set; nothing could be held back");
    }
    ProtocolConfiguration protocol =
        first
            .protocol()
            .orElseThrow(() ->
                new ProtocolException(
                    "the first message names no body modes; Envoy 1.33 or newer does"));
    return new BodyModes(
        BodyMode.of(protocol.getRequestBodyMode()), BodyMode.of(protocol.getResponseBodyMode()));
  }
}
