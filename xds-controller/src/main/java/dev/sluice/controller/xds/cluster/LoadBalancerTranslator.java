package dev.sluice.controller.xds.cluster;

import com.google.protobuf.Message;
import com.google.protobuf.UInt64Value;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.LbPolicy;
import dev.sluice.controller.ir.policy.backend.LoadBalancerIr;
import dev.sluice.controller.ir.policy.backend.LoadBalancerIr.HashAlgorithm;
import dev.sluice.controller.ir.policy.backend.LoadBalancerIr.HashKey;
import dev.sluice.controller.ir.policy.backend.LoadBalancerIr.HashSource;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.LoadBalancingPolicy;
import io.envoyproxy.envoy.config.core.v3.RuntimeDouble;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.envoyproxy.envoy.extensions.load_balancing_policies.common.v3.ConsistentHashingLbConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig.LocalityWeightedLbConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig.ZoneAwareLbConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.common.v3.SlowStartConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest;
import io.envoyproxy.envoy.extensions.load_balancing_policies.maglev.v3.Maglev;
import io.envoyproxy.envoy.extensions.load_balancing_policies.random.v3.Random;
import io.envoyproxy.envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash;
import io.envoyproxy.envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin;
import io.envoyproxy.envoy.type.v3.Percent;
import java.util.Optional;

/**
 * A translator of load balancing. A cluster without settings keeps the short form, which Envoy
 * treats alike.
 */
final class LoadBalancerTranslator {
  private static final String PREFIX = "envoy.load_balancing_policies.";

  /** The header in which extauthz-server names the tenant. */
  private static final String TENANT_HEADER = "x-tenant-id";

  private static final HashKey SOURCE_ADDRESS =
      new HashKey(
          HashSource.SOURCE_ADDRESS,
          Optional.empty(),
          Optional.empty(),
          HashAlgorithm.MAGLEV,
          Optional.empty());

  private LoadBalancerTranslator() {}

  static void apply(BackendIr backend, Cluster.Builder cluster) {
    Optional<LoadBalancerIr> own = backend.policy(LoadBalancerIr.class);
    own.map(LoadBalancerIr::panicThreshold)
        .map(threshold -> Percent.newBuilder().setValue(threshold))
        .ifPresent(cluster.getCommonLbConfigBuilder()::setHealthyPanicThreshold);
    boolean labelled = backend.endpoints().stream().anyMatch(e -> !e.labels().isEmpty());
    if (own.isEmpty() && !labelled && backend.lb() != LbPolicy.CONSISTENT_HASH) {
      cluster.clearCommonLbConfig().setLbPolicy(shortForm(backend.lb()));
      return;
    }
    LoadBalancerIr settings = own.orElse(LoadBalancerIr.DEFAULT);
    TypedExtensionConfig policy = policy(backend.lb(), settings);
    cluster.setLoadBalancingPolicy(
        list(labelled ? SubsetTranslator.translate(backend, settings, list(policy)) : policy));
  }

  private static Cluster.LbPolicy shortForm(LbPolicy policy) {
    return switch (policy) {
      case ROUND_ROBIN -> Cluster.LbPolicy.ROUND_ROBIN;
      case LEAST_REQUEST -> Cluster.LbPolicy.LEAST_REQUEST;
      case RANDOM -> Cluster.LbPolicy.RANDOM;
      case CONSISTENT_HASH -> Cluster.LbPolicy.MAGLEV;
    };
  }

  private static LoadBalancingPolicy list(TypedExtensionConfig policy) {
    return LoadBalancingPolicy.newBuilder()
        .addPolicies(LoadBalancingPolicy.Policy.newBuilder().setTypedExtensionConfig(policy))
        .build();
  }

  static TypedExtensionConfig extension(String name, Message config) {
    return EnvoyMessages.extension(PREFIX + name, config);
  }

  private static TypedExtensionConfig policy(LbPolicy policy, LoadBalancerIr settings) {
    return switch (policy) {
      case ROUND_ROBIN -> {
        RoundRobin.Builder lb = RoundRobin.newBuilder();
        locality(settings).ifPresent(lb::setLocalityLbConfig);
        slowStart(settings).ifPresent(lb::setSlowStartConfig);
        yield extension("round_robin", lb.build());
      }
      case LEAST_REQUEST -> {
        LeastRequest.Builder lb =
            LeastRequest.newBuilder().setChoiceCount(EnvoyMessages.uint(settings.choices()));
        locality(settings).ifPresent(lb::setLocalityLbConfig);
        slowStart(settings).ifPresent(lb::setSlowStartConfig);
        yield extension("least_request", lb.build());
      }
      case RANDOM -> {
        Random.Builder lb = Random.newBuilder();
        locality(settings).ifPresent(lb::setLocalityLbConfig);
        yield extension("random", lb.build());
      }
      case CONSISTENT_HASH -> hashed(settings);
    };
  }

  private static TypedExtensionConfig hashed(LoadBalancerIr settings) {
    HashKey key = settings.hash().orElse(SOURCE_ADDRESS);
    ConsistentHashingLbConfig.Builder common =
        ConsistentHashingLbConfig.newBuilder()
            .setUnknownFields(NewerEnvoyFields.hashPolicy(hashPolicy(key)));
    key.balanceFactor().map(EnvoyMessages::uint).ifPresent(common::setHashBalanceFactor);
    return switch (key.algorithm()) {
      case MAGLEV -> {
        Maglev.Builder lb = Maglev.newBuilder().setConsistentHashingLbConfig(common);
        weighted(settings).ifPresent(lb::setLocalityWeightedLbConfig);
        yield extension("maglev", lb.build());
      }
      case RING_HASH -> {
        RingHash.Builder lb = RingHash.newBuilder().setConsistentHashingLbConfig(common);
        weighted(settings).ifPresent(lb::setLocalityWeightedLbConfig);
        yield extension("ring_hash", lb.build());
      }
    };
  }

  private static HashPolicy hashPolicy(HashKey key) {
    HashPolicy.Builder policy = HashPolicy.newBuilder();
    switch (key.source()) {
      case HEADER -> policy.getHeaderBuilder().setHeaderName(key.name().orElseThrow());
      case COOKIE -> {
        policy.getCookieBuilder().setName(key.name().orElseThrow());
        key.ttl()
            .map(EnvoyMessages::duration)
            .ifPresent(ttl -> policy.getCookieBuilder().setTtl(ttl).setPath("/"));
      }
      case TENANT -> policy.getHeaderBuilder().setHeaderName(TENANT_HEADER);
      case SOURCE_ADDRESS -> policy.getConnectionPropertiesBuilder().setSourceIp(true);
    }
    return policy.build();
  }

  private static Optional<LocalityWeightedLbConfig> weighted(LoadBalancerIr settings) {
    return settings.zoneWeights().isEmpty()
        ? Optional.empty()
        : Optional.of(LocalityWeightedLbConfig.getDefaultInstance());
  }

  private static Optional<LocalityLbConfig> locality(LoadBalancerIr settings) {
    return weighted(settings)
        .map(weights -> LocalityLbConfig.newBuilder().setLocalityWeightedLbConfig(weights).build())
        .or(() -> settings.preferLocalZone().map(LoadBalancerTranslator::localZone));
  }

  private static LocalityLbConfig localZone(LoadBalancerIr.LocalZone local) {
    return LocalityLbConfig.newBuilder()
        .setZoneAwareLbConfig(
            ZoneAwareLbConfig.newBuilder()
                .setMinClusterSize(UInt64Value.of(local.minEndpoints()))
                .setUnknownFields(
                    NewerEnvoyFields.forceLocalZone(EnvoyMessages.uint(local.minLocalEndpoints()))))
        .build();
  }

  private static Optional<SlowStartConfig> slowStart(LoadBalancerIr settings) {
    return settings
        .slowStart()
        .map(slow ->
            SlowStartConfig.newBuilder()
                .setSlowStartWindow(EnvoyMessages.duration(slow.window()))
                .setAggression(
                    RuntimeDouble.newBuilder()
                        .setDefaultValue(slow.aggression())
                        .setRuntimeKey("sluice.slow_start_aggression"))
                .setMinWeightPercent(Percent.newBuilder().setValue(slow.minWeightPercent()))
                .build());
  }
}
