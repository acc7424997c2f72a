package dev.sluice.controller.ir.policy;

import dev.sluice.common.limit.RateUnit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rate limit of a policy.
 *
 * @param unit second, minute, hour, day, or a number of one of them, such as 15m
 * @param burst the requests that may come at once; empty for {@code requestsPerUnit}
 * @param key the properties whose combination has a counter of its own
 * @param policy the id of the policy row whose counters it uses
 */
public record RouteLimitIr(
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

  public RouteLimitIr {
    key = key.stream().sorted().toList();
    RateUnit.parse(unit);
  }

  /** Returns the time in which {@code requestsPerUnit} requests may come. */
  public Duration period() {
    return RateUnit.parse(unit);
  }

  RouteLimitIr countedBy(String row) {
    return new RouteLimitIr(
        name, requestsPerUnit, unit, burst, key, shadow, withoutRedis, Optional.of(row));
  }
}
