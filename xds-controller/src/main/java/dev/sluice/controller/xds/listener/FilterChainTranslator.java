package dev.sluice.controller.xds.listener;

import com.google.protobuf.Message;
import com.google.protobuf.UInt64Value;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.ServedProtocol;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import dev.sluice.controller.xds.resource.XdsNames;
import dev.sluice.controller.xds.tls.DownstreamTlsTranslator;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.CodecType;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;

/**
 * A translator of one listener to a filter chain. The match of the chain checks host name and
 * client address, so that Envoy closes any other connection before the handshake.
 */
final class FilterChainTranslator {
  private static final long HANDSHAKE_SECONDS = 10;
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  private FilterChainTranslator() {}

  /** Returns the chain of connections over TCP. */
  static FilterChain tcp(FrameIr frame, ListenerIr listener, TranslatorConfig settings) {
    FilterChain.Builder chain = matched(listener);
    if (listener.protocol().terminatesTls()) {
      chain
          .setTransportSocketConnectTimeout(EnvoyMessages.seconds(HANDSHAKE_SECONDS))
          .setTransportSocket(DownstreamTlsTranslator.translate(listener));
    }
    if (listener.maxConnections() > 0) {
      chain.addFilters(
          filter(
              "envoy.filters.network.connection_limit",
              ConnectionLimit.newBuilder()
                  .setStatPrefix(XdsNames.listener(frame, listener))
                  .setMaxConnections(UInt64Value.of(listener.maxConnections()))
                  .build()));
    }
    return chain
        .addFilters(
            listener.protocol().isHttp()
                ? http(HttpConnectionTranslator.translate(frame, listener, settings))
                : bytes(frame, listener))
        .build();
  }

  /** Returns the chain of connections over QUIC. */
  static FilterChain quic(FrameIr frame, ListenerIr listener, TranslatorConfig settings) {
    HttpConnectionManager manager =
        HttpConnectionTranslator.translate(frame, listener, settings).toBuilder()
            .setCodecType(CodecType.HTTP3)
            .build();
    return matched(listener)
        .setTransportSocket(DownstreamTlsTranslator.quic(listener))
        .addFilters(http(manager))
        .build();
  }

  private static FilterChain.Builder matched(ListenerIr listener) {
    FilterChainMatch.Builder match = FilterChainMatch.newBuilder();
    if (listener.protocol().hasTls()) {
      listener.onlyHost().ifPresent(match::addServerNames);
    }
    if (listener.protocol() == ServedProtocol.TLS_PASSTHROUGH && listener.onlyHost().isEmpty()) {
      match.setTransportProtocol("tls");
    }
    listener.allowedCidrs().forEach(cidr -> match.addSourcePrefixRanges(range(cidr)));
    FilterChain.Builder chain = FilterChain.newBuilder();
    return match.build().equals(FilterChainMatch.getDefaultInstance())
        ? chain
        : chain.setFilterChainMatch(match);
  }

  private static CidrRange range(String cidr) {
    int slash = cidr.indexOf('/');
    String address = slash < 0 ? cidr : cidr.substring(0, slash);
    int all = address.contains(":") ? IPV6_BITS : IPV4_BITS;
    int bits = slash < 0 ? all : Integer.parseInt(cidr.substring(slash + 1));
    return CidrRange.newBuilder()
        .setAddressPrefix(address)
        .setPrefixLen(EnvoyMessages.uint(bits))
        .build();
  }

  /** Returns the filter with a connection manager. */
  static Filter http(HttpConnectionManager manager) {
    return filter("envoy.filters.network.http_connection_manager", manager);
  }

  private static Filter bytes(FrameIr frame, ListenerIr listener) {
    return filter(
        "envoy.filters.network.tcp_proxy",
        TcpProxy.newBuilder()
            .setStatPrefix(XdsNames.listener(frame, listener))
            .setCluster(XdsNames.cluster(listener.backend().orElseThrow()))
            .addAccessLog(AccessLogTranslator.connection(XdsNames.listener(frame, listener)))
            .build());
  }

  private static Filter filter(String name, Message config) {
    return Filter.newBuilder()
        .setName(name)
        .setTypedConfig(DeterministicEncoding.any(config))
        .build();
  }
}
