package dev.sluice.extproc.stream.outbound;

import dev.sluice.extproc.wire.ProcessingRequestView;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;

/** How Envoy sends the bodies of one exchange. */
public record BodyModes(BodyMode request, BodyMode response) {
  public static final BodyModes UNKNOWN = new BodyModes(BodyMode.NONE, BodyMode.NONE);

  /** What the first message of a stream says. */
  public static BodyModes of(ProcessingRequestView first) {
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
    return new BodyModes(
        BodyMode.of(protocol.getRequestBodyMode()), BodyMode.of(protocol.getResponseBodyMode()));
  }
}
