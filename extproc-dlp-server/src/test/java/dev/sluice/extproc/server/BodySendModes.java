package dev.sluice.extproc.server;

import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;

/** The body modes that an Envoy is configured with. */
record BodySendModes(BodySendMode request, BodySendMode response) {
  static final BodySendModes FULL_DUPLEX = both(BodySendMode.FULL_DUPLEX_STREAMED);

  /** A configuration without the response phases. */
  static final BodySendModes REQUEST_ONLY =
      new BodySendModes(BodySendMode.FULL_DUPLEX_STREAMED, BodySendMode.NONE);

  static BodySendModes both(BodySendMode mode) {
    return new BodySendModes(mode, mode);
  }

  ProtocolConfiguration protocol() {
    return ProtocolConfiguration.newBuilder()
        .setRequestBodyMode(request)
        .setResponseBodyMode(response)
        .build();
  }
}
