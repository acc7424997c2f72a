package dev.sluice.controller.ir.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A policy that limits the rate of requests.
 *
 * @param inherit true if the limits of wider scopes apply too
 */
public record RateLimitIr(List<RouteLimitIr> limits, boolean inherit) implements RoutePolicyIr {
  public RateLimitIr {
    limits = List.copyOf(limits);
    Set<String> names = limits.stream().map(RouteLimitIr::name).collect(Collectors.toSet());
    if (names.size() < limits.size()) {
      throw new IllegalArgumentException("two limits have the same name; give each its own");
    }
  }

  /** Returns this policy with the limits of a wider scope that have other names. */
  @Override
  public PolicyIr over(PolicyIr wider) {
    if (!inherit || !(wider instanceof RateLimitIr other)) {
      return this;
    }
    List<RouteLimitIr> all = new ArrayList<>(limits);
    other.limits.stream()
        .filter(limit -> limits.stream().noneMatch(own -> own.name().equals(limit.name())))
        .forEach(all::add);
    return new RateLimitIr(all, true);
  }

  /** Returns this policy with counters that only its row has. */
  @Override
  public PolicyIr ofRow(String id) {
    return new RateLimitIr(limits.stream().map(limit -> limit.countedBy(id)).toList(), inherit);
  }
}
