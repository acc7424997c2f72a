package dev.sluice.controller.xds.listener;

import com.google.protobuf.BoolValue;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.xds.cluster.ModelChainTranslator;
import dev.sluice.controller.xds.filter.ExtProcTranslator;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.Listener.InternalListenerConfig;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.CodecType;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ServerHeaderTransformation;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;

/**
 * A translator of the internal listener of a publish whose requests may try several models. Only
 * clusters of the same Envoy reach it. An attempt passes it unchanged but for the name of the model
 * and what its route sets.
 */
public final class ModelListenerTranslator {
  /**
   * The part of a body that the listener holds: at least the body of a request that is repeated.
   */
  private static final int BUFFER_BYTES = 8 << 20;

  private ModelListenerTranslator() {}

  public static Listener translate(PublishIr publish, TranslatorConfig settings) {
    String name = XdsNames.attempts(publish);
    return Listener.newBuilder()
        .setName(name)
        .setStatPrefix(name)
        .setInternalListener(InternalListenerConfig.getDefaultInstance())
        .setPerConnectionBufferLimitBytes(EnvoyMessages.uint(BUFFER_BYTES))
        .addFilterChains(
            FilterChain.newBuilder()
                .addFilters(FilterChainTranslator.http(manager(name, settings))))
        .build();
  }

  private static HttpConnectionManager manager(String name, TranslatorConfig settings) {
    return HttpConnectionManager.newBuilder()
        .setStatPrefix(name)
        .setCodecType(CodecType.HTTP2)
        .setHttp2ProtocolOptions(ModelChainTranslator.HTTP2)
        .setGenerateRequestId(BoolValue.of(false))
        .setPreserveExternalRequestId(true)
        .setSkipXffAppend(true)
        .setServerHeaderTransformation(ServerHeaderTransformation.PASS_THROUGH)
        .setStreamIdleTimeout(EnvoyMessages.seconds(0))
        .setLocalReplyConfig(LocalReplyTranslator.ofAttempts(settings.errorDetail()))
        .setRds(Rds.newBuilder().setConfigSource(EnvoyMessages.ADS).setRouteConfigName(name))
        .addHttpFilters(EnvoyMessages.httpFilter(XdsNames.EXT_PROC, ExtProcTranslator.attempts()))
        .addHttpFilters(EnvoyMessages.httpFilter(XdsNames.ROUTER, Router.getDefaultInstance()))
        .build();
  }
}
