package dev.sluice.controller.xds.listener;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.core.v3.UdpSocketConfig;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.listener.v3.QuicProtocolOptions;
import io.envoyproxy.envoy.config.listener.v3.UdpListenerConfig;
import io.envoyproxy.envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import java.util.List;
import java.util.Optional;

/**
 * A translator of the ports of a gateway. Listeners that share a port are filter chains of one
 * Envoy listener with the name of the first. Routes are selected by scopes, so a change of routes
 * does not change the listener.
 */
public final class ListenerTranslator {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int KIB = 1 << 10;

  private ListenerTranslator() {}

  /** Returns the TCP port of a listener with all listeners that share it. */
  public static Listener translate(FrameIr frame, ListenerIr first, TranslatorConfig settings) {
    List<ListenerIr> all = frame.onPortOf(first);
    Listener.Builder translated =
        port(
            XdsNames.listener(frame, first),
            first,
            EnvoyMessages.address(settings.listenerAddress(), first.port()));
    if (first.proxyProtocol()) {
      translated.addListenerFilters(
          filter("envoy.filters.listener.proxy_protocol", ProxyProtocol.getDefaultInstance()));
    }
    if (all.stream().anyMatch(listener -> listener.protocol().hasTls())) {
      translated.addListenerFilters(
          filter("envoy.filters.listener.tls_inspector", TlsInspector.getDefaultInstance()));
    }
    all.forEach(listener ->
        translated.addFilterChains(FilterChainTranslator.tcp(frame, listener, settings)));
    return translated.build();
  }

  /** Returns the UDP port for HTTP/3 of a listener and those that share its port. */
  public static Optional<Listener> quic(
      FrameIr frame, ListenerIr first, TranslatorConfig settings) {
    List<ListenerIr> all = frame.onPortOf(first).stream().filter(ListenerIr::http3).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Address address =
        Address.newBuilder()
            .setSocketAddress(
                SocketAddress.newBuilder()
                    .setProtocol(SocketAddress.Protocol.UDP)
                    .setAddress(settings.listenerAddress())
                    .setPortValue(first.port()))
            .build();
    Listener.Builder translated =
        port(XdsNames.quicListener(frame, first), first, address)
            .setUdpListenerConfig(
                UdpListenerConfig.newBuilder()
                    .setQuicOptions(QuicProtocolOptions.getDefaultInstance())
                    .setDownstreamSocketConfig(
                        UdpSocketConfig.newBuilder().setPreferGro(BoolValue.of(true))));
    all.forEach(listener ->
        translated.addFilterChains(FilterChainTranslator.quic(frame, listener, settings)));
    return Optional.of(translated.build());
  }

  private static Listener.Builder port(String name, ListenerIr first, Address address) {
    int buffer = first.bufferKb() == 0 ? BUFFER_BYTES : first.bufferKb() * KIB;
    return Listener.newBuilder()
        .setName(name)
        .setStatPrefix(name)
        .setAddress(address)
        .setTrafficDirection(TrafficDirection.INBOUND)
        .setPerConnectionBufferLimitBytes(EnvoyMessages.uint(buffer));
  }

  /** Returns a filter that reads what precedes the first byte of the application. */
  private static ListenerFilter filter(String name, Message config) {
    return ListenerFilter.newBuilder()
        .setName(name)
        .setTypedConfig(DeterministicEncoding.any(config))
        .build();
  }
}
