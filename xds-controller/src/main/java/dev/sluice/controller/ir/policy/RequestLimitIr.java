package dev.sluice.controller.ir.policy;

/**
 * A policy that limits the size of request bodies.
 *
 * @param maxBytes the largest size of a body; zero means no limit
 * @param maxUnsizedBytes the largest size of a body without a length, which Envoy has to buffer
 */
public record RequestLimitIr(int maxBytes, int maxUnsizedBytes) implements RoutePolicyIr {
  /** Returns the largest size of a body without a length. */
  public int unsizedLimit() {
    return Math.min(maxBytes, maxUnsizedBytes);
  }
}
