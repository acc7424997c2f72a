package dev.sluice.controller.ir.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * A policy that limits how long requests of a route may take. Zero means no limit; an empty value
 * leaves the route's own.
 *
 * @param total how long the backend may take for a response
 * @param idle how long a request or response may make no progress
 * @param maxStreamDuration how long a whole exchange may take
 */
public record TimeoutIr(
    Optional<Duration> total, Optional<Duration> idle, Optional<Duration> maxStreamDuration)
    implements RoutePolicyIr {
  @Override
  public PolicyIr over(PolicyIr wider) {
    return wider instanceof TimeoutIr other
        ? new TimeoutIr(
            total.or(other::total),
            idle.or(other::idle),
            maxStreamDuration.or(other::maxStreamDuration))
        : this;
  }
}
