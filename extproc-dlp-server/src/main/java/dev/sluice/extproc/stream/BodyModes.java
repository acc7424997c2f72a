package dev.sluice.extproc.stream;

import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;

/** How Envoy sends the bodies of one exchange. */
record BodyModes(BodyMode request, BodyMode response) {
  static final BodyModes UNKNOWN = new BodyModes(BodyMode.NONE, BodyMode.NONE);

  /** What the first message of a stream says. */
  static BodyModes of(ProcessingRequest first) {
    if (first.getObservabilityMode()) {
      throw new ProtocolException("observability_mode is set; nothing could be held back");
    }
    if (!first.hasProtocolConfig()) {
      throw new ProtocolException(
          "the first message names no body modes; Envoy 1.33 or newer does");
    }
    ProtocolConfiguration protocol = first.getProtocolConfig();
    return new BodyModes(
        BodyMode.of(protocol.getRequestBodyMode()), BodyMode.of(protocol.getResponseBodyMode()));
  }
}
