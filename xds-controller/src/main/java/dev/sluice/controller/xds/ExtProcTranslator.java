package dev.sluice.controller.xds;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExtProcOverrides;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExtProcPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor.RouteCacheAction;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.MetadataOptions;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.MetadataOptions.MetadataNamespaces;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.HeaderSendMode;

/**
 * The question what may pass. The filter is off until a route switches it on, so that everything
 * else does not depend on extproc-dlp-server; where it is on, it is closed.
 */
final class ExtProcTranslator {
  /** Full duplex needs the trailers of both directions. */
  private static final ProcessingMode BOTH_BODIES =
      ProcessingMode.newBuilder()
          .setRequestHeaderMode(HeaderSendMode.SEND)
          .setResponseHeaderMode(HeaderSendMode.SEND)
          .setRequestBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
          .setResponseBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
          .setRequestTrailerMode(HeaderSendMode.SEND)
          .setResponseTrailerMode(HeaderSendMode.SEND)
          .build();

  private ExtProcTranslator() {}

  static Message translate() {
    return ExternalProcessor.newBuilder()
        .setGrpcService(Protos.grpc(Names.EXTPROC_CLUSTER))
        .setFailureModeAllow(false)
        .setProcessingMode(BOTH_BODIES)
        .setRouteCacheAction(RouteCacheAction.RETAIN)
        .setMetadataOptions(
            MetadataOptions.newBuilder()
                .setForwardingNamespaces(namespaces(Names.EXT_AUTHZ))
                .setReceivingNamespaces(namespaces("dev.sluice.dlp")))
        .build();
  }

  /** Switches the filter on. */
  static Any perRoute() {
    return Deterministic.any(
        ExtProcPerRoute.newBuilder()
            .setOverrides(ExtProcOverrides.newBuilder().setProcessingMode(BOTH_BODIES))
            .build());
  }

  private static MetadataNamespaces namespaces(String untyped) {
    return MetadataNamespaces.newBuilder().addUntyped(untyped).build();
  }
}
