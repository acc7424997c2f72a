package dev.sluice.controller.xds;

import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.Protocol;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;

/** A port of a gateway. What it serves comes by scopes, so a change of routes leaves it alone. */
final class ListenerTranslator {
  private static final int BUFFER_BYTES = 1 << 20;

  private ListenerTranslator() {}

  static Listener translate(String name, ListenerIr listener, TranslatorSettings settings) {
    return switch (listener.protocol()) {
      case Protocol.HTTP -> http(name, listener, settings);
    };
  }

  private static Listener http(String name, ListenerIr listener, TranslatorSettings settings) {
    Filter connections =
        Filter.newBuilder()
            .setName("envoy.filters.network.http_connection_manager")
            .setTypedConfig(Deterministic.any(HttpConnectionTranslator.translate(name, settings)))
            .build();
    return Listener.newBuilder()
        .setName(name)
        .setStatPrefix(name)
        .setAddress(Protos.address(settings.listenerAddress(), listener.port()))
        .setTrafficDirection(TrafficDirection.INBOUND)
        .setPerConnectionBufferLimitBytes(Protos.uint(BUFFER_BYTES))
        .addFilterChains(FilterChain.newBuilder().addFilters(connections))
        .build();
  }
}
