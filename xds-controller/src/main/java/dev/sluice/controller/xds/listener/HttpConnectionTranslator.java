package dev.sluice.controller.xds.listener;

import com.google.protobuf.BoolValue;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.ListenerTlsIr;
import dev.sluice.controller.ir.policy.gateway.ClientLimitsIr;
import dev.sluice.controller.xds.filter.FilterOrder;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions.HeadersWithUnderscoresAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.CodecType;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ForwardClientCertDetails;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ServerHeaderTransformation;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRds;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder.FragmentBuilder;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder.FragmentBuilder.HeaderValueExtractor;
import java.time.Duration;

/**
 * A translator of the HTTP connection manager of a listener. It normalizes paths, rejects doubtful
 * header names, ignores the client's claims about its address, and sets limits. Routes are selected
 * by listener and host.
 */
final class HttpConnectionTranslator {
  private static final int STREAM_WINDOW_BYTES = 64 << 10;
  private static final int CONNECTION_WINDOW_BYTES = 1 << 20;

  /** The idle time of requests without a route; each route has its own. */
  private static final long STREAM_IDLE_SECONDS = 300;

  /** The limits of a gateway without a policy; its schema has the same defaults. */
  private static final ClientLimitsIr DEFAULT_LIMITS =
      new ClientLimitsIr(
          Duration.ofSeconds(10), Duration.ofSeconds(300), Duration.ofSeconds(900), 256, 60);

  /** The parts of a client certificate in the header that the upstream receives. */
  private static final SetCurrentClientCertDetails CERTIFICATE_DETAILS =
      SetCurrentClientCertDetails.newBuilder()
          .setSubject(BoolValue.of(true))
          .setUri(true)
          .setDns(true)
          .build();

  private HttpConnectionTranslator() {}

  static HttpConnectionManager translate(
      FrameIr frame, ListenerIr listener, TranslatorConfig settings) {
    HttpConnectionManager.Builder manager = untraced(frame, listener, settings);
    settings
        .traces()
        .ifPresent(traces ->
            manager
                .setTracing(TracingTranslator.translate(traces, settings.trustedHops()))
                .setRequestIdExtension(TracingTranslator.requestIds()));
    listener
        .tls()
        .flatMap(ListenerTlsIr::clientCertificates)
        .ifPresent(_ ->
            manager
                .setForwardClientCertDetails(ForwardClientCertDetails.SANITIZE_SET)
                .setSetCurrentClientCertDetails(CERTIFICATE_DETAILS));
    return manager.build();
  }

  private static HttpConnectionManager.Builder untraced(
      FrameIr frame, ListenerIr listener, TranslatorConfig settings) {
    String name = XdsNames.listener(frame, listener);
    ClientLimitsIr limits = frame.policy(ClientLimitsIr.class).orElse(DEFAULT_LIMITS);
    return HttpConnectionManager.newBuilder()
        .setStatPrefix(name)
        .setCodecType(CodecType.AUTO)
        .setNormalizePath(BoolValue.of(true))
        .setMergeSlashes(true)
        .setPathWithEscapedSlashesAction(PathWithEscapedSlashesAction.REJECT_REQUEST)
        .setStripAnyHostPort(true)
        .setStripTrailingHostDot(true)
        .setUseRemoteAddress(BoolValue.of(true))
        .setXffNumTrustedHops(settings.trustedHops())
        .setGenerateRequestId(BoolValue.of(true))
        .setAlwaysSetRequestIdInResponse(true)
        .setPreserveExternalRequestId(settings.trustedHops() > 0)
        .setServerHeaderTransformation(ServerHeaderTransformation.PASS_THROUGH)
        .setCommonHttpProtocolOptions(connectionOptions(limits))
        .setHttp2ProtocolOptions(http2Options(limits))
        .setMaxRequestHeadersKb(EnvoyMessages.uint(limits.maxHeaderKb()))
        .setRequestHeadersTimeout(EnvoyMessages.duration(limits.requestHeaders()))
        .setRequestTimeout(EnvoyMessages.duration(limits.request()))
        .setStreamIdleTimeout(EnvoyMessages.seconds(STREAM_IDLE_SECONDS))
        .addEarlyHeaderMutationExtensions(
            EarlyHeaderTranslator.translate(name, settings.forgeable()))
        .setLocalReplyConfig(LocalReplyTranslator.translate(settings.errorDetail()))
        .addAllAccessLog(AccessLogTranslator.translate(frame, settings.traces().isPresent()))
        .setScopedRoutes(scopedRoutes())
        .addAllHttpFilters(FilterOrder.chain(frame, listener));
  }

  private static HttpProtocolOptions connectionOptions(ClientLimitsIr limits) {
    return HttpProtocolOptions.newBuilder()
        .setIdleTimeout(EnvoyMessages.duration(limits.connectionIdle()))
        .setHeadersWithUnderscoresAction(HeadersWithUnderscoresAction.REJECT_REQUEST)
        .build();
  }

  private static Http2ProtocolOptions http2Options(ClientLimitsIr limits) {
    return Http2ProtocolOptions.newBuilder()
        .setMaxConcurrentStreams(EnvoyMessages.uint(limits.maxStreams()))
        .setInitialStreamWindowSize(EnvoyMessages.uint(STREAM_WINDOW_BYTES))
        .setInitialConnectionWindowSize(EnvoyMessages.uint(CONNECTION_WINDOW_BYTES))
        .build();
  }

  /**
   * Returns the scopes. The key contains the listener's name, because all listeners of an Envoy
   * share the scopes.
   */
  private static ScopedRoutes scopedRoutes() {
    return ScopedRoutes.newBuilder()
        .setName("sluice")
        .setScopeKeyBuilder(
            ScopeKeyBuilder.newBuilder()
                .addFragments(header(XdsNames.LISTENER_HEADER))
                .addFragments(header(XdsNames.HOST_HEADER)))
        .setRdsConfigSource(EnvoyMessages.ADS)
        .setScopedRds(ScopedRds.newBuilder().setScopedRdsConfigSource(EnvoyMessages.ADS))
        .build();
  }

  private static FragmentBuilder header(String name) {
    return FragmentBuilder.newBuilder()
        .setHeaderValueExtractor(HeaderValueExtractor.newBuilder().setName(name).setIndex(0))
        .build();
  }
}
