package dev.sluice.controller.ir.policy;

import dev.sluice.common.limit.RateUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A policy that limits the rate of requests.
 *
 * @param tighten the rule by which all rate limits become smaller for a time; empty for none
 * @param inherit true if the limits and the rule of wider scopes apply too
 */
public record RateLimitIr(List<RouteLimit> limits, Optional<Tightening> tighten, boolean inherit)
    implements RoutePolicyIr {
  public RateLimitIr {
    limits = List.copyOf(limits);
    Set<String> names = limits.stream().map(RouteLimit::name).collect(Collectors.toSet());
    if (names.size() < limits.size()) {
      throw new IllegalArgumentException("two limits have the same name; give each its own");
    }
  }

  /**
   * Returns this policy with the limits of a wider scope that have other names, and with its rule
   * if this policy has none.
   */
  @Override
  public PolicyIr over(PolicyIr wider) {
    if (!inherit || !(wider instanceof RateLimitIr other)) {
      return this;
    }
    List<RouteLimit> all = new ArrayList<>(limits);
    other.limits.stream()
        .filter(limit -> limits.stream().noneMatch(own -> own.name().equals(limit.name())))
        .forEach(all::add);
    return new RateLimitIr(all, tighten.or(() -> other.tighten), true);
  }

  /** Returns this policy with counters that only its row has. */
  @Override
  public PolicyIr ofRow(String id) {
    return new RateLimitIr(
        limits.stream().map(limit -> limit.countedBy(id)).toList(), tighten, inherit);
  }

  /**
   * A rule that makes the limits of a route smaller while its upstreams fail or are slow.
   *
   * @param maxErrorPercent the largest share of failed requests
   * @param maxP95 the longest latency of 95 % of the requests; zero means no limit
   * @param minRequests the number of requests in the window from which the route is judged
   * @param window the time of which requests count
   * @param step the factor of each step
   * @param floor the smallest factor
   * @param recoverAfter the time without distress before each step back
   */
  public record Tightening(
      double maxErrorPercent,
      Duration maxP95,
      long minRequests,
      Duration window,
      double step,
      double floor,
      Duration recoverAfter) {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    public Tightening {
      requireSeconds("tighten.window", window);
      requireSeconds("tighten.recover_after", recoverAfter);
      if (maxP95.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("tighten.max_p95 must be at most 10m");
      }
    }

    private static void requireSeconds(String name, Duration time) {
      if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(name + " must be from 5s to 10m");
      }
    }
  }

  /**
   * A rate limit of a policy.
   *
   * @param unit second, minute, hour, day, or a number of one of them, such as 15m
   * @param burst the requests that may come at once; empty for {@code requestsPerUnit}
   * @param key the properties whose combination has a counter of its own
   * @param policy the id of the policy row whose counters it uses
   */
  public record RouteLimit(
      String name,
      long requestsPerUnit,
      String unit,
      Optional<Long> burst,
      List<Key> key,
      boolean shadow,
      WithoutRedis withoutRedis,
      Optional<String> policy) {
    /** A property of requests. */
    public enum Key {
      IP,
      USER,
      TENANT,
      CREDENTIAL,
      ROUTE
    }

    /** The way to handle requests while shared counters cannot be reached. */
    public enum WithoutRedis {
      COUNT,
      DENY
    }

    public RouteLimit {
      key = key.stream().sorted().toList();
      RateUnit.parse(unit);
    }

    /** Returns the time in which {@code requestsPerUnit} requests may come. */
    public Duration period() {
      return RateUnit.parse(unit);
    }

    RouteLimit countedBy(String row) {
      return new RouteLimit(
          name, requestsPerUnit, unit, burst, key, shadow, withoutRedis, Optional.of(row));
    }
  }
}
