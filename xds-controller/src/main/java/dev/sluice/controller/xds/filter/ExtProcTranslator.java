package dev.sluice.controller.xds.filter;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
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
 * The question what may pass. The filter asks nothing until a route wants it to, so that everything
 * else does not depend on extproc-dlp-server; where it asks, it is closed. It is in the way of
 * requests that have no route yet, for they may find one that is inspected.
 */
public final class ExtProcTranslator {
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

  private static final ProcessingMode NOTHING =
      ProcessingMode.newBuilder()
          .setRequestHeaderMode(HeaderSendMode.SKIP)
          .setResponseHeaderMode(HeaderSendMode.SKIP)
          .setRequestBodyMode(BodySendMode.NONE)
          .setResponseBodyMode(BodySendMode.NONE)
          .setRequestTrailerMode(HeaderSendMode.SKIP)
          .setResponseTrailerMode(HeaderSendMode.SKIP)
          .build();

  private ExtProcTranslator() {}

  static Message translate() {
    return ExternalProcessor.newBuilder()
        .setGrpcService(EnvoyMessages.grpc(XdsNames.EXTPROC_CLUSTER))
        .setFailureModeAllow(false)
        .setProcessingMode(NOTHING)
        .setRouteCacheAction(RouteCacheAction.RETAIN)
        .setMetadataOptions(
            MetadataOptions.newBuilder()
                .setForwardingNamespaces(namespaces(XdsNames.EXT_AUTHZ))
                .setReceivingNamespaces(namespaces("dev.sluice.dlp")))
        .build();
  }

  /** Has the filter ask. */
  public static Any perRoute() {
    return DeterministicEncoding.any(
        ExtProcPerRoute.newBuilder()
            .setOverrides(ExtProcOverrides.newBuilder().setProcessingMode(BOTH_BODIES))
            .build());
  }

  private static MetadataNamespaces namespaces(String untyped) {
    return MetadataNamespaces.newBuilder().addUntyped(untyped).build();
  }
}
