package dev.sluice.controller.xds.listener;

import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import dev.sluice.controller.xds.resource.XdsNames;
import dev.sluice.controller.xds.tls.DownstreamTlsTranslator;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;

/**
 * A translator of the ports of a gateway. Routes are selected by scopes, so a change of routes does
 * not change the listener.
 */
public final class ListenerTranslator {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final long HANDSHAKE_SECONDS = 10;

  private ListenerTranslator() {}

  public static Listener translate(FrameIr frame, ListenerIr listener, TranslatorConfig settings) {
    String name = XdsNames.listener(frame, listener);
    Listener.Builder translated =
        Listener.newBuilder()
            .setName(name)
            .setStatPrefix(name)
            .setAddress(EnvoyMessages.address(settings.listenerAddress(), listener.port()))
            .setTrafficDirection(TrafficDirection.INBOUND)
            .setPerConnectionBufferLimitBytes(EnvoyMessages.uint(BUFFER_BYTES));
    FilterChain connections = connections(frame, listener, settings);
    return switch (listener.protocol()) {
      case HTTP -> translated.addFilterChains(connections).build();
      case HTTPS ->
          translated
              .addListenerFilters(inspector())
              .addFilterChains(encrypted(listener, connections))
              .build();
    };
  }

  private static FilterChain connections(
      FrameIr frame, ListenerIr listener, TranslatorConfig settings) {
    Filter http =
        Filter.newBuilder()
            .setName("envoy.filters.network.http_connection_manager")
            .setTypedConfig(
                DeterministicEncoding.any(
                    HttpConnectionTranslator.translate(frame, listener, settings)))
            .build();
    return FilterChain.newBuilder().addFilters(http).build();
  }

  /**
   * Adds TLS: with a host, only a client that requests this host gets the certificate; without one,
   * every client does.
   */
  private static FilterChain encrypted(ListenerIr listener, FilterChain connections) {
    FilterChain.Builder chain =
        connections.toBuilder()
            .setTransportSocketConnectTimeout(EnvoyMessages.seconds(HANDSHAKE_SECONDS))
            .setTransportSocket(DownstreamTlsTranslator.translate(listener.secret().orElseThrow()));
    listener
        .hostname()
        .filter(host -> !host.equals("*"))
        .ifPresent(
            host -> chain.setFilterChainMatch(FilterChainMatch.newBuilder().addServerNames(host)));
    return chain.build();
  }

  /** Returns the filter that reads the requested host name before the handshake. */
  private static ListenerFilter inspector() {
    return ListenerFilter.newBuilder()
        .setName("envoy.filters.listener.tls_inspector")
        .setTypedConfig(DeterministicEncoding.any(TlsInspector.getDefaultInstance()))
        .build();
  }
}
