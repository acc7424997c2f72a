package dev.sluice.controller.ir.policy.backend;

import dev.sluice.controller.ir.LbPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A policy that spreads requests over the endpoints of a backend.
 *
 * @param policy the load balancing policy; absent means the one of the backend
 * @param choices the number of endpoints that the least-request policy compares
 * @param hash the part of a request that selects the endpoint
 * @param slowStart the time in which a new endpoint gets its full share
 * @param preferLocalZone whether requests stay in the zone of the Envoy
 * @param zoneWeights the shares of zones; a zone that is not listed has the weight 1
 * @param panicThreshold the percentage of healthy endpoints below which all endpoints are used
 * @param overprovisioning the percentage by which the healthy endpoints of a priority may be short
 *     before requests move to the next priority
 * @param subsetFallback whether a route whose labels no endpoint has uses all endpoints
 */
public record LoadBalancerIr(
    Optional<LbPolicy> policy,
    int choices,
    Optional<HashKey> hash,
    Optional<SlowStart> slowStart,
    Optional<LocalZone> preferLocalZone,
    Map<String, Integer> zoneWeights,
    int panicThreshold,
    int overprovisioning,
    boolean subsetFallback)
    implements BackendPolicyIr {
  /** The settings of a backend without a policy. */
  public static final LoadBalancerIr DEFAULT =
      new LoadBalancerIr(
          Optional.empty(),
          2,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          50,
          140,
          false);

  /** A part of a request. */
  public enum HashSource {
    HEADER,
    COOKIE,
    TENANT,
    SOURCE_ADDRESS
  }

  /** An algorithm that maps a hash to an endpoint. */
  public enum HashAlgorithm {
    MAGLEV,
    RING_HASH
  }

  /**
   * A part of a request that selects the endpoint.
   *
   * @param name the name of the header or cookie
   * @param ttl the lifetime of a cookie that Envoy adds to responses if a request has none
   * @param balanceFactor the largest load of an endpoint in percent of the average
   */
  public record HashKey(
      HashSource source,
      Optional<String> name,
      Optional<Duration> ttl,
      HashAlgorithm algorithm,
      Optional<Integer> balanceFactor) {
    public HashKey {
      boolean named = source == HashSource.HEADER || source == HashSource.COOKIE;
      if (named != name.isPresent()) {
        throw new IllegalArgumentException(
            named
                ? "hash needs the name of the header or cookie"
                : "hash has a name, but its source has none; remove the name");
      }
      if (ttl.isPresent() && source != HashSource.COOKIE) {
        throw new IllegalArgumentException("only a cookie has a ttl; remove the ttl of hash");
      }
    }
  }

  /** A time in which the share of a new endpoint rises. */
  public record SlowStart(Duration window, double aggression, int minWeightPercent) {}

  /**
   * A preference for the zone of the Envoy.
   *
   * @param minEndpoints the number of healthy endpoints of the backend from which it applies
   * @param minLocalEndpoints the number of healthy endpoints in the zone from which it applies
   */
  public record LocalZone(int minEndpoints, int minLocalEndpoints) {}

  public LoadBalancerIr {
    zoneWeights = Collections.unmodifiableMap(new TreeMap<>(zoneWeights));
    boolean hashed = policy.filter(LbPolicy.CONSISTENT_HASH::equals).isPresent();
    boolean slow =
        policy.isEmpty()
            || policy.get() == LbPolicy.ROUND_ROBIN
            || policy.get() == LbPolicy.LEAST_REQUEST;
    if (hash.isPresent() && policy.isPresent() && !hashed) {
      throw new IllegalArgumentException("hash needs the policy consistent_hash");
    }
    if (slowStart.isPresent() && !slow) {
      throw new IllegalArgumentException("slow_start needs round_robin or least_request");
    }
    if (preferLocalZone.isPresent() && (hashed || !zoneWeights.isEmpty())) {
      throw new IllegalArgumentException(
          "prefer_local_zone works neither with consistent_hash nor with zone_weights");
    }
  }
}
