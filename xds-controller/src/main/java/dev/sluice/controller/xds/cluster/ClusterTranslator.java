package dev.sluice.controller.xds.cluster;

import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.policy.backend.CircuitBreakerIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import dev.sluice.controller.xds.resource.XdsNames;
import dev.sluice.controller.xds.tls.UpstreamTlsTranslator;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DnsLookupFamily;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;
import io.envoyproxy.envoy.type.v3.Percent;

/**
 * A translator of backends. Addresses are sent by EDS, so that they change without the cluster.
 * Host names have to be in the cluster, where Envoy resolves them.
 */
public final class ClusterTranslator {
  private static final long POOL_IDLE_SECONDS = 30;

  /** The part of a response that Envoy buffers before it stops reading from the backend. */
  private static final int BUFFER_BYTES = 1 << 18;

  /** The retries that a backend gets without a policy; the schema has the same defaults. */
  static final RetryBudget DEFAULT_BUDGET = budget(20, 3);

  private ClusterTranslator() {}

  public static Cluster translate(BackendIr backend, TranslatorConfig settings) {
    Cluster.Builder cluster =
        Cluster.newBuilder()
            .setName(XdsNames.cluster(backend.id()))
            .setMetadata(EnvoyMessages.ownMetadata(XdsNames.BACKEND_TAG, backend.name()))
            .setConnectTimeout(EnvoyMessages.duration(backend.connectTimeout()))
            .setPerConnectionBufferLimitBytes(EnvoyMessages.uint(BUFFER_BYTES))
            .setCircuitBreakers(
                backend
                    .policy(CircuitBreakerIr.class)
                    .map(ClusterTranslator::breakers)
                    .orElseGet(() -> budgeted(backend.maxConnections())))
            .putTypedExtensionProtocolOptions(
                XdsNames.HTTP_PROTOCOL_OPTIONS, DeterministicEncoding.any(protocol(backend)));
    LoadBalancerTranslator.apply(backend, cluster);
    HealthTranslator.apply(backend, cluster);
    if (backend.hasOnlyAddresses()) {
      cluster
          .setType(DiscoveryType.EDS)
          .setEdsClusterConfig(EdsClusterConfig.newBuilder().setEdsConfig(EnvoyMessages.ADS));
    } else {
      cluster
          .setType(DiscoveryType.STRICT_DNS)
          .setDnsLookupFamily(DnsLookupFamily.V4_PREFERRED)
          .setLoadAssignment(EndpointTranslator.translate(backend));
    }
    if (backend.scheme().encrypted()) {
      cluster.setTransportSocket(
          TransportSocket.newBuilder()
              .setName("envoy.transport_sockets.tls")
              .setTypedConfig(
                  DeterministicEncoding.any(UpstreamTlsTranslator.translate(backend, settings))));
    }
    return cluster.build();
  }

  /** Returns limits that allow as many waiting requests as active ones. */
  public static CircuitBreakers breakers(int maxConnections) {
    return CircuitBreakers.newBuilder()
        .addThresholds(
            Thresholds.newBuilder()
                .setMaxConnections(EnvoyMessages.uint(maxConnections))
                .setMaxPendingRequests(EnvoyMessages.uint(maxConnections))
                .setMaxRequests(EnvoyMessages.uint(2 * maxConnections)))
        .build();
  }

  private static CircuitBreakers budgeted(int maxConnections) {
    CircuitBreakers.Builder breakers = breakers(maxConnections).toBuilder();
    breakers.getThresholdsBuilder(0).setRetryBudget(DEFAULT_BUDGET);
    return breakers.build();
  }

  private static RetryBudget budget(int percent, int minRetries) {
    return RetryBudget.newBuilder()
        .setBudgetPercent(Percent.newBuilder().setValue(percent))
        .setMinRetryConcurrency(EnvoyMessages.uint(minRetries))
        .build();
  }

  private static CircuitBreakers breakers(CircuitBreakerIr limits) {
    return CircuitBreakers.newBuilder()
        .addThresholds(
            Thresholds.newBuilder()
                .setMaxConnections(EnvoyMessages.uint(limits.maxConnections()))
                .setMaxPendingRequests(EnvoyMessages.uint(limits.maxPendingRequests()))
                .setMaxRequests(EnvoyMessages.uint(limits.maxRequests()))
                .setRetryBudget(budget(limits.retryPercent(), limits.minRetries())))
        .build();
  }

  private static HttpProtocolOptions protocol(BackendIr backend) {
    ExplicitHttpConfig.Builder version = ExplicitHttpConfig.newBuilder();
    if (backend.usesHttp2()) {
      version.setHttp2ProtocolOptions(Http2ProtocolOptions.getDefaultInstance());
    } else {
      version.setHttpProtocolOptions(Http1ProtocolOptions.getDefaultInstance());
    }
    HttpProtocolOptions.Builder options =
        HttpProtocolOptions.newBuilder().setExplicitHttpConfig(version);
    options
        .getCommonHttpProtocolOptionsBuilder()
        .setIdleTimeout(EnvoyMessages.seconds(POOL_IDLE_SECONDS));
    return options.build();
  }
}
