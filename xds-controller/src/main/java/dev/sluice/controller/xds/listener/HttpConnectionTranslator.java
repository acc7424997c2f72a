package dev.sluice.controller.xds.listener;

import com.google.protobuf.BoolValue;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.xds.filter.FilterOrder;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions.HeadersWithUnderscoresAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.CodecType;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ServerHeaderTransformation;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRds;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder.FragmentBuilder;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder.FragmentBuilder.HeaderValueExtractor;

/**
 * A translator of the HTTP connection manager of a listener. It normalizes paths, rejects doubtful
 * header names, ignores the client's claims about its address, and sets limits. Routes are selected
 * by listener and host.
 */
final class HttpConnectionTranslator {
  private static final int MAX_STREAMS = 256;
  private static final int STREAM_WINDOW_BYTES = 64 << 10;
  private static final int CONNECTION_WINDOW_BYTES = 1 << 20;
  private static final long CONNECTION_IDLE_SECONDS = 900;
  private static final long STREAM_IDLE_SECONDS = 300;
  private static final long REQUEST_SECONDS = 300;
  private static final long REQUEST_HEADERS_SECONDS = 10;

  private HttpConnectionTranslator() {}

  static HttpConnectionManager translate(
      String name, ListenerIr listener, TranslatorConfig settings) {
    HttpConnectionManager.Builder manager = untraced(name, listener, settings);
    settings
        .traces()
        .ifPresent(traces ->
            manager
                .setTracing(TracingTranslator.translate(traces, settings.trustedHops()))
                .setRequestIdExtension(TracingTranslator.requestIds()));
    return manager.build();
  }

  private static HttpConnectionManager.Builder untraced(
      String name, ListenerIr listener, TranslatorConfig settings) {
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
        .setPreserveExternalRequestId(settings.trustedHops() > 0)
        .setServerHeaderTransformation(ServerHeaderTransformation.PASS_THROUGH)
        .setCommonHttpProtocolOptions(connectionOptions())
        .setHttp2ProtocolOptions(http2Options())
        .setRequestHeadersTimeout(EnvoyMessages.seconds(REQUEST_HEADERS_SECONDS))
        .setRequestTimeout(EnvoyMessages.seconds(REQUEST_SECONDS))
        .setStreamIdleTimeout(EnvoyMessages.seconds(STREAM_IDLE_SECONDS))
        .addEarlyHeaderMutationExtensions(EarlyHeaderTranslator.translate(name))
        .setLocalReplyConfig(LocalReplyTranslator.translate())
        .addAllAccessLog(AccessLogTranslator.translate(settings.traces().isPresent()))
        .setScopedRoutes(scopedRoutes())
        .addAllHttpFilters(FilterOrder.chain(listener));
  }

  private static HttpProtocolOptions connectionOptions() {
    return HttpProtocolOptions.newBuilder()
        .setIdleTimeout(EnvoyMessages.seconds(CONNECTION_IDLE_SECONDS))
        .setHeadersWithUnderscoresAction(HeadersWithUnderscoresAction.REJECT_REQUEST)
        .build();
  }

  private static Http2ProtocolOptions http2Options() {
    return Http2ProtocolOptions.newBuilder()
        .setMaxConcurrentStreams(EnvoyMessages.uint(MAX_STREAMS))
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
